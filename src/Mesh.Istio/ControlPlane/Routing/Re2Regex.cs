using System.Text.RegularExpressions;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>Compiles RE2 expressions of Envoy, those that users write and those that istiod makes of policies.</summary>
internal static class Re2Regex
{
    /// <summary>The expression, to match a whole text or a part of one; null when RE2 refuses it, and so Istio.</summary>
    public static Regex? Of(string pattern, bool whole)
    {
        string translated = Re2Translation.ToDotNet(pattern);
        try
        {
            return new Regex(
                whole ? $@"\A(?:{translated})\z" : translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}
