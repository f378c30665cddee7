namespace Mesh.Inventories;

/// <summary>An endpoint of a service, as an EndpointSlice lists it.</summary>
public sealed record EndpointInfo
{
    /// <summary>The service's name.</summary>
    public required string Service { get; init; }

    /// <summary>The service's namespace.</summary>
    public required string Namespace { get; init; }

    /// <summary>The address.</summary>
    public required string Address { get; init; }

    /// <summary>The ports by the service port's name; the key is empty for a port without name.</summary>
    public ValueMap<int> Ports { get; init; }

    /// <summary>Whether the endpoint is ready; an absent condition counts as ready.</summary>
    public bool Ready { get; init; } = true;

    /// <summary>Whether it still serves, ready or not; <see langword="null"/> when the slice does not say.</summary>
    public bool? Serving { get; init; }

    /// <summary>Whether its pod is being deleted; <see langword="null"/> when the slice does not say.</summary>
    public bool? Terminating { get; init; }

    /// <summary>The pod behind it; empty when it is none.</summary>
    public string Workload { get; init; } = "";

    /// <summary>The node behind it; empty when the slice does not say.</summary>
    public string Node { get; init; } = "";
}
