using System.Net.Http.Headers;

namespace Mesh.Kubernetes.Connections;

/// <summary>
/// Takes out of a server's words what the request was signed with: an error page of a proxy can repeat the request. The one place through
/// which everything goes that a server says and that is told to somebody.
/// </summary>
internal sealed class SecretMask
{
    private const string Hidden = "[hidden]";

    // A shorter text would be found in words that are nobody's secret.
    private const int ShortestSecret = 12;
    private static readonly string[] Schemes = ["bearer ", "basic "];
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
        return Schemes.Aggregate(known, HideAfter);
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

    // A proxy may show credentials that are not those of this request, for example those that it added.
    private static string HideAfter(string text, string scheme)
    {
        for (int from = 0; text.IndexOf(scheme, from, StringComparison.OrdinalIgnoreCase) is >= 0 and int found;)
        {
            int start = found + scheme.Length, end = start;
            while (end < text.Length
                && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '-' or '.' or '_' or '~' or '+' or '/' or '='))
            {
                end++;
            }

            bool isSecret = end - start >= ShortestSecret;
            text = isSecret ? string.Concat(text.AsSpan(0, start), Hidden, text.AsSpan(end)) : text;
            from = isSecret ? start + Hidden.Length : end;
        }

        return text;
    }
}
