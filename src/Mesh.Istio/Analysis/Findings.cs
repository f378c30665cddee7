using Mesh.Diagnostics;

namespace Mesh.Istio.Analysis;

/// <summary>Collects what the rules find, as the options want it.</summary>
internal sealed class Findings
{
    private readonly List<Diagnostic> _found = [];
    private readonly AnalyzerOptions _options;
    private readonly HashSet<string> _suppressed;

    public Findings(AnalyzerOptions options)
    {
        _options = options;
        _suppressed = new HashSet<string>(options.Suppressed, StringComparer.Ordinal);
        var known = AnalysisDiagnostics.All.Select(descriptor => descriptor.Code).ToHashSet(StringComparer.Ordinal);
        CheckNames("Suppressed", options.Suppressed, known);
        CheckNames("Severities", options.Severities.Keys, known);
    }

    public void Add(DiagnosticDescriptor descriptor, string path, string message, string help)
    {
        if (!_suppressed.Contains(descriptor.Code))
        {
            Diagnostic found = descriptor.At(path, message, help);
            _found.Add(
                _options.Severities.TryGetValue(descriptor.Code, out DiagnosticSeverity severity) ? found with { Severity = severity }
                    : found);
        }
    }

    /// <summary>Says which clusters of the options neither resources nor inventory have.</summary>
    public void CheckClusters(IReadOnlyCollection<string> known)
    {
        IEnumerable<string> named = _options.RemoteSecrets.SelectMany(entry => entry.Value.Append(entry.Key)).Distinct(
            StringComparer.Ordinal);
        foreach (string cluster in named.Where(cluster => !known.Contains(cluster)))
        {
            Add(
                AnalysisDiagnostics.UnknownCluster,
                "AnalyzerOptions/RemoteSecrets",
                $"RemoteSecrets names the cluster '{cluster}', which neither resources nor inventory have; there is: {string.Join(
                    ", ", known)}.",
                $"Correct the name, or add the cluster.{NearestName.Question(cluster, known)}");
        }
    }

    public DiagnosticList ToList() => new(_found);

    private void CheckNames(string option, IEnumerable<string> codes, HashSet<string> known)
    {
        foreach (string code in codes.Where(code => !known.Contains(code)))
        {
            Add(
                AnalysisDiagnostics.UnknownCode,
                $"AnalyzerOptions/{option}",
                $"{option} names '{code}', which no rule of the analyzer has.",
                "Correct or remove the code; docs/analysis.md lists all.");
        }
    }
}
