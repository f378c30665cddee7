namespace Mesh;

/// <summary>Domains of hosts: one host, or <c>*.</c> and a domain for every host below it, whatever its depth.</summary>
internal static class DomainPattern
{
    private const string Below = "*.";

    public static bool IsWildcard(string pattern) => pattern.StartsWith(Below, StringComparison.Ordinal);

    /// <summary>The pattern without what stands for any host.</summary>
    public static string Base(string pattern) => IsWildcard(pattern) ? pattern[Below.Length..] : pattern;

    /// <summary>Whether a host lies in a domain. <c>*.bank.example.com</c> has neither <c>evilbank.example.com</c> nor itself.</summary>
    public static bool Matches(string pattern, string host) => IsWildcard(pattern)
        ? host.Length >= pattern.Length && host.EndsWith(pattern[1..], StringComparison.Ordinal)
        : host == pattern;

    /// <summary>Whether every host of one domain lies in another.</summary>
    public static bool Covers(string wide, string narrow) =>
        wide == narrow || (IsWildcard(wide) && Matches(wide, Base(narrow)));
}
