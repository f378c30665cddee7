using System.Text.RegularExpressions;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>Matches Envoy's regular expressions, which have no back-references and always match the whole text.</summary>
internal static class RegexText
{
    public static bool IsFullMatch(string pattern, string text)
    {
        try
        {
            return Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            // Istio refuses such a pattern; nothing matches it.
            return false;
        }
    }
}
