namespace Mesh.Istio.Fields;

/// <summary>Finds the field that somebody probably meant.</summary>
internal static class FieldNames
{
    private const int LongestName = 40;
    private const int MostEdits = 2;

    public static string Suggest(string unknown, List<string> known)
    {
        string? best = null;
        int fewest = MostEdits + 1;
        foreach (string candidate in known)
        {
            int edits = unknown.Equals(candidate, StringComparison.OrdinalIgnoreCase) ? 0 : Edits(unknown, candidate);
            if (edits < fewest)
            {
                (best, fewest) = (candidate, edits);
            }
        }

        return best is not null
            ? $"Did you mean '{best}'?"
            : known.Count == 0 ? "Remove it." : $"Known here: {string.Join(", ", known.Distinct().Order(StringComparer.Ordinal))}.";
    }

    private static int Edits(string from, string to)
    {
        if (from.Length > LongestName || Math.Abs(from.Length - to.Length) > MostEdits)
        {
            return int.MaxValue;
        }

        Span<int> row = stackalloc int[LongestName + MostEdits + 1];
        for (int j = 0; j <= to.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replace = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replace, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
