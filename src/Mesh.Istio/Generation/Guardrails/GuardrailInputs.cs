using Mesh.Istio.Generation.EastWest;
using Mesh.Istio.Generation.Edge;
using Mesh.Istio.Generation.Tcp;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>What guardrails are made from.</summary>
internal sealed record GuardrailInputs
{
    public required ModelWalk Model { get; init; }

    public required string SharedNamespace { get; init; }

    public required ObjectLabels Labels { get; init; }

    public required ClusterMap Clusters { get; init; }

    public required IReadOnlyList<PlacedGateway> Gateways { get; init; }

    public required IReadOnlyList<ServedHost> Hosts { get; init; }

    public required EdgePlan Edges { get; init; }

    public required HostVisibility Visibility { get; init; }

    public required EastWestPlan EastWest { get; init; }

    public required TcpPassage Tcp { get; init; }
}
