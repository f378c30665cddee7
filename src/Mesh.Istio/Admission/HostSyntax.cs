using System.Net;

namespace Mesh.Istio.Admission;

/// <summary>
/// How istiod's webhook spells hosts, labels and addresses (istio <c>pkg/config/validation</c>, <c>pkg/config/labels</c>). It takes more
/// than a model does, which must also be a name for DNS and certificates: upper case, wildcards, a dot at the end.
/// </summary>
internal static class HostSyntax
{
    private const int LongestLabel = 63;
    private const int LongestHost = 255;
    private const string Wildcard = "*";

    /// <summary>A DNS label; Istio takes upper case too.</summary>
    public static bool IsLabel(ReadOnlySpan<char> text) => text.Length <= LongestLabel && IsName(text, "-");

    /// <summary>A host, without wildcard.</summary>
    public static bool IsDomain(string text) => text.Length is > 0 and <= LongestHost && AreLabels(text);

    /// <summary>A host whose first label may be or begin with a wildcard.</summary>
    public static bool IsWildcardDomain(string text)
    {
        if (text.Length is 0 or > LongestHost)
        {
            return false;
        }

        int dot = text.IndexOf('.', StringComparison.Ordinal);
        string first = dot < 0 ? text : text[..dot];
        return first.Length <= LongestLabel && IsWildcardLabel(first) && (dot < 0 || AreLabels(text[(dot + 1)..]));
    }

    /// <summary>Whether a wildcard stands for a part of a label only: <c>*-a.example.com</c>.</summary>
    public static bool IsPartialWildcard(string text) =>
        text.Contains('*', StringComparison.Ordinal) && text.Length != 1 && !text.StartsWith("*.", StringComparison.Ordinal);

    public static bool IsAddress(string text) => IPAddress.TryParse(text, out IPAddress? address)
        && (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 || text.Count(c => c == '.') == 3);

    /// <summary>An address or a range of addresses.</summary>
    public static bool IsSubnet(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? IsAddress(text)
            : IsAddress(text[..slash])
            && int.TryParse(text.AsSpan(slash + 1), System.Globalization.NumberStyles.None, null, out int bits)
            && bits <= (text.Contains(':', StringComparison.Ordinal) ? 128 : 32);
    }

    /// <summary>A key of a label: <c>name</c> or <c>prefix/name</c>.</summary>
    public static bool IsLabelKey(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        string name = text[(slash + 1)..];
        return IsName(name, "-_.") && name.Length <= LongestLabel && (slash < 0 || text[..slash].Split('.').All(part => IsName(part, "-")));
    }

    public static bool IsLabelValue(string text) => text.Length == 0 || IsName(text, "-_.");

    /// <summary>A host of a Gateway or Sidecar after the namespace: never a short name, a wildcard only for whole labels.</summary>
    public static bool IsExposedHost(string text, bool addresses) =>
        (text == Wildcard || text.Contains('.', StringComparison.Ordinal))
            && (IsWildcardDomain(text) || (addresses && IsAddress(text))) && !IsPartialWildcard(text);

    /// <summary>A path of a socket, after <c>unix://</c>.</summary>
    public static bool IsSocket(string path) =>
        path.StartsWith('@') || (path.StartsWith('/') && !path.EndsWith('/'));

    private static bool IsWildcardLabel(string text) =>
        text == Wildcard || IsName(text.StartsWith("*-", StringComparison.Ordinal) ? text.AsSpan(2)
            : text.StartsWith(Wildcard, StringComparison.Ordinal) ? text.AsSpan(1) : text, "-");

    private static bool AreLabels(string text)
    {
        string[] labels = text.Split('.');
        if (int.TryParse(labels[^1], out _))
        {
            return false;
        }

        // A dot at the end is that of an unambiguous name.
        int count = labels[^1].Length == 0 ? labels.Length - 1 : labels.Length;
        return labels.AsSpan(0, count).ToArray().All(label => IsLabel(label));
    }

    private static bool IsName(ReadOnlySpan<char> text, string inside)
    {
        if (text.IsEmpty || !char.IsAsciiLetterOrDigit(text[0]) || !char.IsAsciiLetterOrDigit(text[^1]))
        {
            return false;
        }

        foreach (char c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c) && !inside.Contains(c, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
