using System.Globalization;
using System.Text.RegularExpressions;

namespace Mesh.Conformance.Tests.Known;

/// <summary>
/// The recordings of a kind that are known to differ: sections <c>[comparison] #issue reason</c> with one recording a line. The list may
/// only shrink.
/// </summary>
internal sealed partial class KnownList(string name, IReadOnlyList<KnownEntry> entries)
{
    internal IReadOnlyList<KnownEntry> Entries { get; } = entries;

    internal static KnownList Of(string kind)
    {
        string file = Path.Combine(Mesh.Tests.RepositoryRoot.Path, "tests", "Mesh.Conformance.Tests", "Known", $"{kind}.txt");
        return Parse($"Known/{kind}.txt", File.Exists(file) ? File.ReadAllText(file) : "");
    }

    internal static KnownList Parse(string name, string text)
    {
        var entries = new List<KnownEntry>();
        Match? section = null;
        foreach (string line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith('['))
            {
                section = Section().Match(line) is { Success: true } match
                    ? match
                    : throw new InvalidDataException($"{name}: '{line}' is not '[comparison] #issue reason'.");
                continue;
            }

            GroupCollection groups = section?.Groups ?? throw new InvalidDataException($"{name}: '{line}' is in no section.");
            entries.Add(new KnownEntry(
                groups["comparison"].Value, line, int.Parse(groups["issue"].Value, CultureInfo.InvariantCulture), groups["reason"].Value));
        }

        string[] twice = [
            .. entries.GroupBy(
                entry => (entry.Comparison, entry.Recording)).Where(same => same.Count() > 1).Select(same => same.Key.Recording)];
        return twice.Length == 0 ? new(name, entries) : throw new InvalidDataException($"{name}: listed twice: {string.Join(", ", twice)}");
    }

    /// <summary>
    /// What is wrong with the outcome of a comparison: recordings that differ and are not listed, that are listed and agree, or that do not
    /// exist.
    /// </summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="outcomes">The differences of every recording that was compared; none where it agrees.</param>
    /// <param name="isComplete">Whether all recordings were there, so that a listed one that is missing is an error.</param>
    internal IReadOnlyList<string> Judge(string comparison, IReadOnlyDictionary<string, IReadOnlyList<string>> outcomes, bool isComplete)
    {
        KnownEntry[] listed = [.. Entries.Where(entry => entry.Comparison == comparison)];
        return
        [
            .. outcomes.Where(outcome => outcome.Value.Count > 0 && !listed.Any(entry => entry.Covers(outcome.Key)))
                .Select(outcome => $"{outcome.Key} differs and is not known:\n  {string.Join("\n  ", outcome.Value)}"),
            .. from entry in listed
               from outcome in outcomes
               where outcome.Value.Count == 0 && entry.Covers(outcome.Key)
               select $"{outcome.Key} agrees: take it off [{comparison}] #{entry.Issue} of {name}.",
            .. listed.Where(entry => isComplete && !outcomes.Keys.Any(entry.Covers))
                .Select(entry => $"{entry.Recording} is in [{comparison}] of {name} and not among what was compared."),
        ];
    }

    [GeneratedRegex(@"^\[(?<comparison>[a-z ]+)\] #(?<issue>\d+) (?<reason>\S.*)$")]
    private static partial Regex Section();
}
