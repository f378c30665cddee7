using System.Text.RegularExpressions;

namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>Expressions that istiod makes of policies; they cover the whole text, and texts of users are escaped in them.</summary>
internal static class WholeText
{
    public static Regex Of(string pattern) => new($@"\A(?:{pattern})\z", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
}
