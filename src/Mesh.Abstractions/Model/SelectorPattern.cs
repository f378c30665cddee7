namespace Mesh;

/// <summary>A name, <c>*</c>, or a prefix that ends in <c>*</c>.</summary>
internal static class SelectorPattern
{
    public static bool Matches(string pattern, string name) =>
        IsPrefix(pattern) ? name.StartsWith(Prefix(pattern), StringComparison.Ordinal) : pattern == name;

    public static bool Overlap(string left, string right)
    {
        if (IsPrefix(left) && IsPrefix(right))
        {
            string a = Prefix(left);
            string b = Prefix(right);
            return a.StartsWith(b, StringComparison.Ordinal) || b.StartsWith(a, StringComparison.Ordinal);
        }

        return IsPrefix(left) ? Matches(left, right) : Matches(right, left);
    }

    public static bool IsPrefix(string pattern) => pattern.EndsWith('*');

    private static string Prefix(string pattern) => pattern[..^1];
}
