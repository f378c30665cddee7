namespace Mesh.Cases.Tests.Expectations;

/// <summary>One line of <c>expect.txt</c>: the name of a check and its fields, separated by <c>|</c>.</summary>
internal sealed record ExpectLine
{
    private readonly string[] _parts;

    private ExpectLine(int number, string text) => (Number, Text, _parts) = (number, text, text.Split('|', StringSplitOptions.TrimEntries));

    /// <summary>Its number in the file, from 1.</summary>
    public int Number { get; }

    /// <summary>The line as written, without blanks around it.</summary>
    public string Text { get; }

    /// <summary>The first field: what is checked.</summary>
    public string Check => _parts[0];

    /// <summary>The other fields.</summary>
    public ReadOnlySpan<string> Fields => _parts.AsSpan(1);

    public static ExpectLine Parse(string text, int number = 1) => new(number, text.Trim());

    /// <summary>The fields, when there are as many as the check has.</summary>
    /// <exception cref="FormatException">There are more or fewer.</exception>
    public string[] Exactly(params ReadOnlySpan<string> names) => Fields.Length == names.Length
        ? Fields.ToArray()
        : throw new FormatException(
            $"'{Check}' has {names.Length} fields ({string.Join(" | ", names.ToArray())}), this has {Fields.Length}");

    public override string ToString() => $"line {Number}: {Text}";
}
