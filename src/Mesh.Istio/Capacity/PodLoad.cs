using Mesh.Diagnostics;

namespace Mesh.Istio.Capacity;

/// <summary>The requests that come to one pod.</summary>
public sealed record PodLoad
{
    /// <summary>The pod's cluster.</summary>
    public required string Cluster { get; init; }

    /// <summary>The workload that it is of, <c>namespace/name</c>.</summary>
    public required string Workload { get; init; }

    /// <summary>The pod's name; an address for an endpoint that is no pod.</summary>
    public required string Pod { get; init; }

    /// <summary>Where it is.</summary>
    public Locality Locality { get; init; }

    /// <summary>Whether it is a gateway, which passes requests on.</summary>
    public bool IsGateway { get; init; }

    /// <summary>How many requests come to it in a second, retries among them.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>What it carries; <see langword="null"/> when nobody knows.</summary>
    public PodCapacity? Capacity { get; init; }

    /// <summary>
    /// The part of its capacity that is used: 1 for as much as it carries, more for a pod that is overloaded; <see langword="null"/> when
    /// nobody knows.
    /// </summary>
    public double? Utilisation => Capacity?.RequestsPerSecond is { } carried ? RequestsPerSecond / carried : null;

    /// <summary>Whether more comes to it than it carries.</summary>
    /// <param name="headroom">The part of the capacity that has to stay free, from 0 to less than 1.</param>
    /// <returns><see langword="false"/> also when nobody knows what it carries.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The headroom is out of its range.</exception>
    public bool IsOverloaded(double headroom = 0)
    {
        OptionRange.Require(headroom, 0, 0.999);
        return Utilisation > 1 - headroom + 1e-9;
    }
}
