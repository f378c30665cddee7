namespace Mesh.Cases.Tests.Expectations;

/// <summary>Something that fails: its kind, the names that the kind needs, and how many pods where only some do.</summary>
internal sealed record CaseFailure(string Kind, string[] Names, int? Pods = null)
{
    /// <summary>Reads failures that are separated by <c>;</c>.</summary>
    /// <exception cref="FormatException">A failure is unknown or has other words than its kind.</exception>
    public static CaseFailure[] ParseAll(string text)
    {
        string[] parts = text.Split(';', StringSplitOptions.TrimEntries);
        return text.Length == 0 ? throw new FormatException("there is no failure; write 'now' for none") : [.. parts.Select(Parse)];
    }

    /// <exception cref="FormatException">The failure is unknown or has other words than its kind.</exception>
    public static CaseFailure Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            throw new FormatException("there is a ';' without a failure");
        }

        (int names, bool countsPods) = ShapeOf(words[0]);
        bool counted = countsPods && words.Length == names + 2;
        return counted || words.Length == names + 1
            ? new CaseFailure(words[0], words[1..(names + 1)], counted ? Numbers.Whole(words[^1]) : null)
            : throw new FormatException($"failure '{text}' needs {names} names{(countsPods ? " and may say how many pods" : "")}");
    }

    private static (int Names, bool CountsPods) ShapeOf(string kind) => kind switch
    {
        "now" => (0, false),
        "cluster" or "region" or "endpoint" => (1, false),
        "scaled" or "zone" or "path" => (2, false),
        "down" or "gwdown" or "fail503" or "hang" or "reset" or "notready" => (2, true),
        _ => throw new FormatException($"unknown failure '{kind}'"),
    };
}
