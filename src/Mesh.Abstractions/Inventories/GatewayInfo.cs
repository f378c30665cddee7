namespace Mesh.Inventories;

/// <summary>What was observed of a gateway in one cluster: its Service and the pods behind it.</summary>
public sealed record GatewayInfo
{
    /// <summary>The Service through which the gateway is reached.</summary>
    public required ServiceInfo Service { get; init; }

    /// <summary>Where the gateway's pods are, the most frequent place first; ties in ordinal order. Empty when there is no pod.</summary>
    public ValueList<LocalityCount> Localities { get; init; }

    /// <summary>The service accounts of the pods, in ordinal order.</summary>
    public ValueList<string> ServiceAccounts { get; init; }

    /// <summary>How many of the pods are ready.</summary>
    public int ReadyPods { get; init; }

    /// <summary>
    /// Other Services that select the same pods, by name; the chosen one is the one with the mesh port, then with external addresses, then
    /// first by name.
    /// </summary>
    public ValueList<string> OtherServices { get; init; }
}
