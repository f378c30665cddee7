using Mesh.Diagnostics;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Generation.Beside;

/// <summary>
/// What is generated takes nothing away from what users have beside it, or says so in an error; and what users have closes nothing that is
/// generated without a finding.
/// </summary>
public class BesideTests
{
    private const string CorpusPath = "tests/Mesh.Istio.Tests/Generation/Beside/Corpus.txt";

    // A public VirtualService that is newer than ours held nowhere from the beginning: nothing is taken from it.
    private const string NeverHeld = "MG100";

    // Set MESH_UPDATE_GOLDEN=1 to write the codes that come out; then read the diff before you commit it.
    private static readonly bool Update = Environment.GetEnvironmentVariable("MESH_UPDATE_GOLDEN") == "1";

    [Fact]
    public void Of_everything_in_the_corpus_nothing_is_taken_without_an_error_nor_closed_without_a_finding()
    {
        var lines = new List<string>();
        var wrong = new List<string>();
        BesideCase[] cases = [.. BesideCase.All(CorpusPath)];
        foreach (BesideCase one in cases)
        {
            BesideScene scene = one.Build();
            wrong.AddRange(Unsaid(scene).Select(text => $"{one}\n    {text}"));
            string codes = CodesOf(scene);
            lines.Add(one.With(codes));
            if (!Update && codes != one.Codes)
            {
                wrong.Add($"{one}\n    says {codes}: {string.Join("\n    ", About(scene))}");
            }
        }

        if (Update)
        {
            string path = Path.Combine(RepositoryRoot.Path, CorpusPath);
            File.WriteAllText(path, string.Join('\n', [File.ReadLines(path).First(), .. lines, ""]));
        }

        Assert.True(cases.Length >= 100, $"{cases.Length} cases");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>What nobody said.</summary>
    internal static IEnumerable<string> Unsaid(BesideScene scene)
    {
        foreach ((string[] objects, string what) in Effects.OnUsers(scene).Where(effect => !IsAsked(scene, effect.What)))
        {
            if (!scene.Findings.Any(finding => (finding.Severity == DiagnosticSeverity.Error || finding.Code == NeverHeld)
                && objects.Any(name => Names(finding, name))))
            {
                yield return $"no error: {what}";
            }
        }

        if (!About(scene).Any(finding => finding.Severity != DiagnosticSeverity.Info))
        {
            foreach (string what in Effects.OnOurs(scene))
            {
                yield return $"no finding: {what}";
            }
        }
    }

    // What a limit of the model closes is what was asked for.
    private static bool IsAsked(BesideScene scene, string what) =>
        scene.IsLimited && what.EndsWith(')') && what.Contains("then (Denied", StringComparison.Ordinal);

    private static string CodesOf(BesideScene scene) =>
        string.Join(',', About(scene).Select(finding => finding.Code).Distinct().Order(StringComparer.Ordinal).DefaultIfEmpty("-"));

    // The findings that name something of users.
    private static IEnumerable<Diagnostic> About(BesideScene scene) =>
        scene.Findings.Where(finding => scene.Names.Any(name => Names(finding, name)));

    private static bool Names(Diagnostic finding, string name) => finding.Message.Contains(name, StringComparison.Ordinal);
}
