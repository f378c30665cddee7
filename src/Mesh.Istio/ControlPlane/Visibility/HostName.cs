namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>Matching of host names with a leading wildcard (istio <c>pkg/config/host/name.go</c>).</summary>
internal static class HostName
{
    public static bool IsWildcard(string host) => host.StartsWith('*');

    /// <summary>Whether one covers the other, in either direction.</summary>
    public static bool Matches(string left, string right) => (IsWildcard(left), IsWildcard(right)) switch
    {
        (true, true) => left.Length < right.Length ? EndsWith(right[1..], left) : EndsWith(left[1..], right),
        (true, false) => EndsWith(right, left),
        (false, true) => EndsWith(left, right),
        _ => left == right,
    };

    /// <summary>
    /// Whether the first is covered by the second: <c>a.com</c> by <c>*.com</c>, <c>*.a.com</c> by <c>*.com</c>; not <c>*.com</c> by
    /// <c>a.com</c>.
    /// </summary>
    public static bool IsSubsetOf(string host, string other) => (IsWildcard(host), IsWildcard(other)) switch
    {
        (true, true) => host.Length >= other.Length && EndsWith(host[1..], other),
        (true, false) => false,
        (false, true) => EndsWith(host, other),
        _ => host == other,
    };

    /// <summary>Negative when the first is more specific: wildcards last, then longer first, then by alphabet.</summary>
    public static int CompareSpecificity(string left, string right)
    {
        int order = IsWildcard(left).CompareTo(IsWildcard(right));
        order = order != 0 ? order : right.Length.CompareTo(left.Length);
        return order != 0 ? order : string.CompareOrdinal(left, right);
    }

    /// <summary>A name without dots gets the namespace of its object and the domain of services; any other is taken as it is.</summary>
    public static string Expand(string host, string namespaceName, string domain) =>
        host.Length == 0 || host == "*" || host.Contains('.', StringComparison.Ordinal) || host.Contains(':', StringComparison.Ordinal)
            ? host
            : domain.Length == 0 ? $"{host}.{namespaceName}"
            : $"{host}.{namespaceName}.svc.{domain}";

    private static bool EndsWith(string host, string wildcard) => host.AsSpan().EndsWith(wildcard.AsSpan(1), StringComparison.Ordinal);
}
