using Mesh.Diagnostics;

namespace Mesh.Istio.Analysis;

/// <summary>What the <see cref="Analyzer"/> is told beside resources and inventory.</summary>
public sealed record AnalyzerOptions
{
    /// <summary>
    /// Codes that are not reported, for example <c>MF215</c>. A code that no rule has is itself reported (<c>MF200</c>). Default: none.
    /// </summary>
    public ValueList<string> Suppressed { get; init; }

    /// <summary>
    /// Severities that replace those of the catalogue, by code; for example to make an information fail a build. Default: none.
    /// </summary>
    public ValueMap<DiagnosticSeverity> Severities { get; init; }

    /// <summary>
    /// For each cluster the other clusters whose services its istiod reads through remote secrets. Default for a cluster: as the inventory
    /// says (<see cref="Inventories.ClusterInventory.RemoteSecrets"/>), else none, as in forecasts.
    /// Rules about networks, east-west gateways and remote secrets need it.
    /// A cluster that is in neither resources nor inventory is itself reported (<c>MF226</c>).
    /// </summary>
    public ValueMap<ValueList<string>> RemoteSecrets { get; init; }
}
