namespace Mesh.Inventories;

/// <summary>A network of MeshNetworks (key <c>meshNetworks</c> of the ConfigMap <c>istio</c>).</summary>
public sealed record MeshNetworkInfo
{
    /// <summary>The network's name.</summary>
    public required string Name { get; init; }

    /// <summary>The clusters in the network (<c>endpoints[].fromRegistry</c>).</summary>
    public ValueList<string> Registries { get; init; }

    /// <summary>The address ranges of the network (<c>endpoints[].fromCidr</c>).</summary>
    public ValueList<string> Cidrs { get; init; }

    /// <summary>The ways into the network.</summary>
    public ValueList<MeshNetworkGateway> Gateways { get; init; }
}
