namespace Mesh.Validation.Patterns;

/// <summary>Character classes of RE2: <c>[a-z]</c>, <c>[^\d.]</c>, <c>[[:alpha:]]</c>.</summary>
internal sealed class Re2Class(string pattern)
{
    private static readonly string[] PosixNames =
        ["alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "word", "xdigit"];

    /// <summary>Reads a class that opens at <paramref name="at"/>.</summary>
    public string? Read(ref int at)
    {
        int position = at + 1;
        if (position < pattern.Length && pattern[position] == '^')
        {
            position++;
        }

        bool isFirst = true;
        while (position < pattern.Length && (isFirst || pattern[position] != ']'))
        {
            isFirst = false;
            if (ReadItem(ref position) is { } fault)
            {
                return fault;
            }
        }

        at = position + 1;
        return position < pattern.Length ? null : "has a '[' without ']'";
    }

    private string? ReadItem(ref int at)
    {
        if (pattern.AsSpan(at).StartsWith("[:") && pattern.IndexOf(":]", at + 2, StringComparison.Ordinal) is >= 0 and var end)
        {
            string name = pattern[(at + 2)..end].TrimStart('^');
            at = end + 2;
            return PosixNames.Contains(name) ? null : $"has an unknown class '[:{name}:]'";
        }

        if (ReadSingle(ref at, out int low) is { } fault)
        {
            return fault;
        }

        if (low < 0 || at + 1 >= pattern.Length || pattern[at] != '-' || pattern[at + 1] == ']')
        {
            return null;
        }

        at++;
        return ReadSingle(ref at, out int high) ?? (high < low ? "has a range whose ends are swapped, or are classes" : null);
    }

    private string? ReadSingle(ref int at, out int value)
    {
        if (pattern[at] == '\\')
        {
            return Re2Escape.ReadCharacter(pattern, ref at, out value);
        }

        value = char.IsSurrogatePair(pattern, at) ? char.ConvertToUtf32(pattern, at) : pattern[at];
        at += value > char.MaxValue ? 2 : 1;
        return null;
    }
}
