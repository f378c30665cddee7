using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace Mesh.Kubernetes.Connections;

/// <summary>
/// Takes credentials out of what others say: the one place through which everything goes that a server, a plugin or an exception says and
/// that is told to somebody. Of a server's words it takes what the request was signed with, for an error page of a proxy can repeat the
/// request; of all others everything that looks like a credential, even if that hides a harmless name now and then.
/// </summary>
internal sealed partial class SecretMask
{
    private const string Hidden = "[hidden]";

    // A shorter text would be found in words that are nobody's secret.
    private const int ShortestSecret = 12;
    private const int ShownLength = 500;
    private readonly string _secret;

    private SecretMask(string secret) => _secret = secret.Length < ShortestSecret ? "" : secret;

    /// <summary>Hides what looks like credentials, for want of the request.</summary>
    public static SecretMask Unknown { get; } = new("");

    public static SecretMask Of(AuthenticationHeaderValue? credentials) => credentials?.Parameter is { } secret ? new(secret) : Unknown;

    /// <summary>The text without the secret.</summary>
    /// <param name="text">A server's words.</param>
    /// <param name="isCut">Whether the text goes on where it was not read: its end may be the beginning of the secret.</param>
    public string Hide(string text, bool isCut = false)
    {
        string known = _secret.Length == 0 ? text : WithoutEnd(text, isCut).Replace(_secret, Hidden, StringComparison.Ordinal);
        // A proxy may show credentials that are not those of this request, for example those that it added.
        return Signed().Replace(known, $"$1{Hidden}");
    }

    public StatusCause Hide(StatusCause cause) => new(Hide(cause.Reason), Hide(cause.Field), Hide(cause.Message));

    private string WithoutEnd(string text, bool isCut)
    {
        for (int length = Math.Min(_secret.Length - 1, text.Length); isCut && length > 0; length--)
        {
            if (text.AsSpan().EndsWith(_secret.AsSpan(0, length), StringComparison.Ordinal))
            {
                return text[..^length];
            }
        }

        return text;
    }

    /// <summary>The message of an exception with those of its inner ones, without what can be a credential.</summary>
    public static string Words(Exception exception)
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

        return HideAll(string.Join(": ", parts)) + ".";
    }

    /// <summary>A text on one line, without what can be a credential, cut where it is long.</summary>
    public static string HideAll(string text)
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

    // As long as ShortestSecret, after the name of a scheme.
    [GeneratedRegex("((?:bearer|basic) )[A-Za-z0-9._~+/=-]{12,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Signed();

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
