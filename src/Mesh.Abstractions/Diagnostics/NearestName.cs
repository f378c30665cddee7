namespace Mesh.Diagnostics;

/// <summary>Finds the name that somebody probably meant, for the help of a finding.</summary>
internal static class NearestName
{
    // The longest name in DNS. Comparing costs the product of the lengths, and a name can be anybody's text.
    private const int LongestName = 253;

    /// <summary>
    /// The known name that is most like a given one. Case counts nothing; a character added, left out, replaced or swapped with its
    /// neighbour counts one. A third of the longer name may differ, but never all of the given one: <c>eu1</c> is near to <c>eu-1</c>,
    /// <c>aws</c> is not near to <c>gcp</c>.
    /// </summary>
    /// <param name="name">The name that is not known.</param>
    /// <param name="known">The names that are, in any order.</param>
    /// <returns>The nearest, the first in ordinal order where several are as near; <see langword="null"/> when none is near.</returns>
    internal static string? Find(string name, IEnumerable<string> known) => known
        .Where(candidate => candidate != name && CanBeNear(name.Length, candidate.Length))
        .Select(candidate => (Name: candidate, Distance: Distance(Fold(name), Fold(candidate))))
        .Where(candidate => candidate.Distance <= MayDiffer(name.Length, candidate.Name.Length))
        .OrderBy(candidate => candidate.Distance)
        .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    /// <summary>" Did you mean 'eu-1'?", to be put behind a sentence; empty when no name is near.</summary>
    /// <param name="name">The name that is not known.</param>
    /// <param name="known">The names that are, in any order.</param>
    /// <returns>The question with a space before it, or nothing.</returns>
    internal static string Question(string name, IEnumerable<string> known) =>
        Find(name, known) is { } nearest ? $" Did you mean '{nearest}'?" : "";

    private static int MayDiffer(int left, int right) => Math.Max(left, right) / 3;

    private static bool CanBeNear(int left, int right) =>
        Math.Max(left, right) <= LongestName && Math.Abs(left - right) <= MayDiffer(left, right);

    private static string Fold(string name) => name.ToUpperInvariant();

    // The optimal string alignment distance: three rows of its table are enough.
    private static int Distance(string left, string right)
    {
        int[] before = new int[right.Length + 1];
        int[] above = [.. Enumerable.Range(0, right.Length + 1)];
        for (int i = 1; i <= left.Length; i++)
        {
            int[] row = new int[right.Length + 1];
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int replaced = above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(above[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }

            (before, above) = (above, row);
        }

        return above[right.Length];
    }
}
