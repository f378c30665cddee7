namespace Mesh.Istio.Generation.EastWest;

/// <summary>A service that keeps its own name across clusters.</summary>
internal sealed class ExposedService
{
    public required ServiceName Name { get; init; }

    /// <summary>The east-west gateway that exposes it; the first by path where several do.</summary>
    public required EastWestEntry Entry { get; init; }

    /// <summary>Where it exists, by cluster name in ordinal order.</summary>
    public required IReadOnlyDictionary<string, ServiceInCluster> InClusters { get; init; }

    /// <summary>The clusters whose namespace the workspace owns and where it does not exist, by name.</summary>
    public required IReadOnlyDictionary<string, ClusterFacts> Absent { get; init; }

    /// <summary>The identities of its pods in all clusters, in ordinal order.</summary>
    public required ValueList<string> SubjectAltNames { get; init; }

    /// <summary>The name of its objects in the shared namespace.</summary>
    public required string SharedName { get; init; }

    /// <summary>Whether calls go only where Mesh sends them, whatever istiod reads.</summary>
    public required bool IsStrict { get; init; }

    /// <summary>Whether calls go from pod to pod, without a gateway.</summary>
    public required bool IsPodToPod { get; init; }

    /// <summary>Whether it is exposed both ways.</summary>
    public required bool IsMixed { get; init; }

    /// <summary>The gateway's settings with the service's own laid over them.</summary>
    public required EffectiveSettings Effective { get; init; }

    public TrafficSettings Settings => Effective.Settings;
}
