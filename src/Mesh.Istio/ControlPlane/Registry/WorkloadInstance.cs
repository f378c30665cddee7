using Mesh.LoadBalancing;

namespace Mesh.Istio.ControlPlane.Registry;

/// <summary>A pod or a WorkloadEntry that services select by labels; it gets its port from the service.</summary>
internal sealed record WorkloadInstance
{
    public required string Namespace { get; init; }

    public required string Name { get; init; }

    public required bool IsPod { get; init; }

    /// <summary>Everything but the port.</summary>
    public required LocalityEndpoint Endpoint { get; init; }

    public ValueMap<int> Ports { get; init; }

    public EndpointState State { get; init; }

    public string Account { get; init; } = "";

    /// <summary>Whether the address is a name or a socket, which only DNS services can use.</summary>
    public bool IsDnsOnly { get; init; }

    public RegistryEndpoint At(int port, string portName) =>
        new(Endpoint with { Port = port }, portName) { State = State, Namespace = Namespace, Account = Account };
}
