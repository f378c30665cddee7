using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.Analysis.Rules;

namespace Mesh.Istio.Analysis;

/// <summary>
/// Finds the mistakes that keep traffic from failing over, in hand-written or generated resources. The rules ask the same view of the mesh
/// as the forecasts: which policy holds, which endpoints a client gets, and in which priority.
/// </summary>
/// <remarks>Thread-safe, pure, and total: nothing that resources or inventories hold makes it throw. Every finding has a code of
/// <see cref="AnalysisDiagnostics"/>.</remarks>
public sealed class Analyzer
{
    private readonly AnalyzerOptions _options;

    /// <summary>Makes an analyzer.</summary>
    /// <param name="options">What is suppressed, and who reads whom; the defaults when <see langword="null"/>.</param>
    public Analyzer(AnalyzerOptions? options = null) => _options = options ?? new AnalyzerOptions();

    /// <summary>Applies every rule to every cluster.</summary>
    /// <param name="resources">The Istio resources per cluster.</param>
    /// <param name="inventory">
    /// What was observed. It may be empty: then the rules say only what the resources alone tell, and nothing about hosts, clients and
    /// places that they do not know. MeshConfig and the version of Istio are taken from it.
    /// </param>
    /// <returns>The findings; their paths are <c>cluster/kind/namespace/name/field</c>.</returns>
    public DiagnosticList Analyze(MeshResources resources, Inventory inventory)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(inventory);
        var mesh = new AnalyzedMesh(resources, inventory, _options.RemoteSecrets);
        var findings = new Findings(_options);
        findings.CheckClusters([.. mesh.Clusters.Select(cluster => cluster.Name)]);
        foreach (IAnalysisRule rule in AnalysisRules.All())
        {
            rule.Check(mesh, findings);
        }

        return findings.ToList();
    }
}
