using Mesh.Inventories;
using Mesh.Istio.Analysis;

namespace Mesh.Istio.Tests.Analysis;

/// <summary>A set that gives exactly one code, and one that looks alike and gives none.</summary>
/// <param name="Code">The code.</param>
/// <param name="Name">What is wrong.</param>
/// <param name="Faulty">The resources of east with the mistake.</param>
/// <param name="Near">The resources of east without it.</param>
internal sealed record AnalysisFault(string Code, string Name, string Faulty, string Near)
{
    /// <summary>The resources of west; empty for none.</summary>
    public string West { get; init; } = "";

    public string? NearWest { get; init; }

    public Inventory? Inventory { get; init; }

    /// <summary>Where the near miss is in what was observed.</summary>
    public Inventory? NearInventory { get; init; }

    public AnalyzerOptions? Options { get; init; }

    public AnalyzerOptions? NearOptions { get; init; }
}
