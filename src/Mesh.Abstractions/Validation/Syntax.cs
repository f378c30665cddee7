using System.Buffers;

namespace Mesh.Validation;

/// <summary>The spelling of names, as Kubernetes and DNS ask for it; stricter than Istio where Kubernetes is.</summary>
internal static class Syntax
{
    public const int LabelLength = 63;
    public const int HostLength = 253;

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");
    private static readonly SearchValues<char> SubdomainCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-.");

    private static readonly SearchValues<char> QualifiedCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~");

    /// <summary>RFC 1123 label: names of objects, namespaces, clusters.</summary>
    public static bool IsDnsLabel(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= LabelLength && !text.ContainsAnyExcept(LabelCharacters) && text[0] != '-' && text[^1] != '-';

    /// <summary>RFC 1123 subdomain: names of Secrets and service accounts, prefixes of label keys.</summary>
    public static bool IsDnsSubdomain(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > HostLength || text.ContainsAnyExcept(SubdomainCharacters))
        {
            return false;
        }

        foreach (Range part in text.Split('.'))
        {
            ReadOnlySpan<char> label = text[part];
            if (label.IsEmpty || label[0] == '-' || label[^1] == '-')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A value of a Kubernetes label: may be empty.</summary>
    public static bool IsLabelValue(ReadOnlySpan<char> text) => text.IsEmpty || IsQualifiedName(text);

    /// <summary>A key of a Kubernetes label or annotation: <c>name</c> or <c>prefix/name</c>.</summary>
    public static bool IsQualifiedKey(ReadOnlySpan<char> text)
    {
        int slash = text.IndexOf('/');
        return slash < 0 ? IsQualifiedName(text) : IsDnsSubdomain(text[..slash]) && IsQualifiedName(text[(slash + 1)..]);
    }

    /// <summary>A token of HTTP: header names and methods.</summary>
    public static bool IsToken(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(TokenCharacters);

    /// <summary>A name, <c>*</c>, or the beginning of a name with <c>*</c> at its end.</summary>
    public static bool IsSelectorPattern(ReadOnlySpan<char> text) =>
        !text.EndsWith("*") ? IsDnsLabel(text)
        : text.Length == 1 || (text.Length <= LabelLength + 1 && !text[..^1].ContainsAnyExcept(LabelCharacters) && text[0] != '-');

    /// <summary>A host, optionally with a port.</summary>
    public static bool IsAuthority(string text)
    {
        int colon = text.LastIndexOf(':');
        bool hasPort = colon >= 0;
        return IsDnsSubdomain(hasPort ? text.AsSpan(0, colon) : text)
            && (!hasPort
            || (ushort.TryParse(text.AsSpan(colon + 1), System.Globalization.NumberStyles.None, null, out ushort port) && port > 0));
    }

    private static bool IsQualifiedName(ReadOnlySpan<char> text) =>
        text.Length is > 0 and <= LabelLength && !text.ContainsAnyExcept(QualifiedCharacters)
        && char.IsAsciiLetterOrDigit(text[0]) && char.IsAsciiLetterOrDigit(text[^1]);
}
