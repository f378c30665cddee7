using System.Text.RegularExpressions;

namespace Mesh.Kubernetes.Connections;

/// <summary>
/// Makes texts of others fit to be shown: one line, and nothing in it that can be a credential. A plugin's words help only if they are
/// shown, and can hold the token; so what looks like one is left out, even if that hides a harmless name now and then.
/// </summary>
internal static partial class SecretText
{
    private const string Hidden = "***";
    private const int ShownLength = 500;

    /// <summary>The message of an exception with those of its inner ones, without what can be a credential.</summary>
    public static string Of(Exception exception)
    {
        var parts = new List<string>();
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            string text = FirstLine(current.Message).TrimEnd('.');
            if (text.Length > 0 && !parts.Any(part => part.Contains(text, StringComparison.Ordinal)))
            {
                parts.Add(text);
            }
        }

        return Hide(string.Join(": ", parts)) + ".";
    }

    /// <summary>A text on one line, without what can be a credential, cut where it is long.</summary>
    public static string Hide(string text)
    {
        string line = Spaces().Replace(text, " ").Trim();
        // Cut after hiding: half a token is still one.
        string safe = Opaque().Replace(Named().Replace(line, $"$1{Hidden}"), Hidden);
        return safe.Length <= ShownLength ? safe : safe[..ShownLength] + "…";
    }

    // Some exceptions of KubernetesClient hold the text of another one with its stack.
    private static string FirstLine(string text)
    {
        int end = text.AsSpan().IndexOfAny('\r', '\n');
        return (end < 0 ? text : text[..end]).Trim();
    }

    [GeneratedRegex(@"[\s\p{Cc}]+")]
    private static partial Regex Spaces();

    // What follows the name of a secret: "token: abc", "password=abc", "Bearer abc".
    [GeneratedRegex("""((?:token|password|passwd|secret|key|authorization|credential|bearer|basic)s?["']?\s*(?:"""
        + """[:=]|\s)\s*(?:bearer\s+|basic\s+)?)["']?[^\s"',;]{6,}""", RegexOptions.IgnoreCase)]
    private static partial Regex Named();

    // Long words of letters and digits: base64, hexadecimal, parts of a JWT.
    [GeneratedRegex("(?=[A-Za-z_+/=~-]*[0-9])(?=[0-9_+/=~-]*[A-Za-z])[A-Za-z0-9_+/=~-]{16,}")]
    private static partial Regex Opaque();
}
