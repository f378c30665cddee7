using Mesh.Cases.Tests.Expectations;

namespace Mesh.Cases.Tests.Running;

/// <summary>The list of cases that are known to fail: <c>CASE | ISSUE | REASON</c>, a line each.</summary>
internal sealed record KnownCases(IReadOnlyDictionary<string, KnownCase> Cases)
{
    public const string FileName = "known.txt";

    /// <exception cref="FormatException">A line is no entry, or a case stands twice.</exception>
    public static KnownCases Parse(string text)
    {
        var cases = new Dictionary<string, KnownCase>(StringComparer.Ordinal);
        string[] lines = text.Split('\n', StringSplitOptions.TrimEntries);
        foreach (string line in lines.Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            string[] fields = line.Split('|', StringSplitOptions.TrimEntries);
            if (fields is not [{ Length: > 0 } name, { Length: > 0 } issue, { Length: > 0 } reason])
            {
                throw new FormatException($"'{line}' in {FileName} is not CASE | ISSUE | REASON");
            }

            if (!cases.TryAdd(name, new KnownCase(name, Numbers.Whole(issue), reason)))
            {
                throw new FormatException($"'{name}' stands twice in {FileName}");
            }
        }

        return new KnownCases(cases);
    }

    /// <summary>Why a case's outcome is not accepted; <see langword="null"/> when it is.</summary>
    public string? Problem(CaseReport report)
    {
        KnownCase? known = Cases.GetValueOrDefault(report.Name);
        // What cannot be understood checks nothing; no issue of the product waits behind it.
        return report.Errors.Count > 0 ? report.ToString()
            : report.Failures.Count > 0 ? known is null ? report.ToString() : null
            : known is null ? null
            : $"{report.Name} passes, but {FileName} says that it waits for issue {known.Issue} ({known.Reason}). Take it off the list.";
    }

    /// <summary>The listed names that no case has, in ordinal order.</summary>
    public string[] NamesWithoutCase(IEnumerable<string> names) =>
        [.. Cases.Keys.Except(names, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
