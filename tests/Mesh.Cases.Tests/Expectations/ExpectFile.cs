using Mesh.Cases.Tests.Checks;

namespace Mesh.Cases.Tests.Expectations;

/// <summary>What <c>expect.txt</c> says: who reads whom, the checks, and the lines that are none.</summary>
internal sealed record ExpectFile
{
    /// <summary>For each cluster the clusters that its istiod reads through remote secrets.</summary>
    public required IReadOnlyDictionary<string, string[]> RemoteSecrets { get; init; }

    public required IReadOnlyList<(ExpectLine Line, ICaseCheck Check)> Checks { get; init; }

    /// <summary>What could not be understood, each with its line.</summary>
    public required IReadOnlyList<string> Errors { get; init; }

    /// <summary>Reads the whole file before anything runs: a mistake in the last line does not hide behind a check that fails.</summary>
    /// <param name="text">The content of the file.</param>
    /// <param name="clusters">The clusters of the case; no check may expect something of another.</param>
    public static ExpectFile Parse(string text, IReadOnlySet<string> clusters)
    {
        var secrets = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var checks = new List<(ExpectLine, ICaseCheck)>();
        var errors = new List<string>();
        int number = 0;
        foreach (string raw in text.Split('\n'))
        {
            number++;
            var line = ExpectLine.Parse(raw, number);
            if (line.Text.Length == 0 || line.Text.StartsWith('#'))
            {
                continue;
            }

            try
            {
                if (line.Check == "secrets")
                {
                    AddSecrets(secrets, line, clusters);
                }
                else
                {
                    checks.Add((line, CheckParser.Parse(line, clusters)));
                }
            }
            catch (FormatException e)
            {
                errors.Add($"{line}\n  {e.Message}");
            }
        }

        if (checks.Count + errors.Count == 0)
        {
            errors.Add("expect.txt has no check");
        }

        return new ExpectFile { RemoteSecrets = secrets, Checks = checks, Errors = errors };
    }

    private static void AddSecrets(Dictionary<string, string[]> secrets, ExpectLine line, IReadOnlySet<string> clusters)
    {
        foreach (string field in line.Fields)
        {
            string[] sides = field.Split('=');
            if (sides.Length != 2 || !clusters.Contains(sides[0]) || !sides[1].Split(',').All(clusters.Contains))
            {
                throw new FormatException(
                    $"'{field}' is not CLUSTER=CLUSTER,CLUSTER with clusters of this case ({string.Join(", ", clusters)})");
            }

            if (!secrets.TryAdd(sides[0], sides[1].Split(',')))
            {
                throw new FormatException($"cluster '{sides[0]}' has its remote secrets twice");
            }
        }
    }
}
