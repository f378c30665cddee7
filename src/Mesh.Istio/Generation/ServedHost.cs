using Mesh.Istio.Generation.Edge;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>A host of the mesh: the server that declares it and the gateways that serve it, one per cluster at most.</summary>
internal sealed class ServedHost
{
    public required string Hostname { get; init; }

    /// <summary>The metadata of its objects in the shared namespace, the same in every cluster.</summary>
    public required ObjectMeta Metadata { get; init; }

    /// <summary>The gateway that declares the host; the first by path where several clusters have gateways of their own for it.</summary>
    public required GatewayEntry Entry { get; init; }

    public required GatewayServer Server { get; init; }

    /// <summary>The settings in force for the host.</summary>
    public required TrafficSettings Settings { get; init; }

    /// <summary>The model paths of all servers that declare the host, in ordinal order.</summary>
    public required ValueList<string> ModelPaths { get; init; }

    /// <summary>Where the host is served, by cluster name.</summary>
    public required IReadOnlyDictionary<string, GatewayInCluster> Sites { get; init; }

    /// <summary>The ways to it from every cluster.</summary>
    public required HostPaths Paths { get; init; }

    /// <summary>The clusters that an edge gateway prefers for it, by the edge's cluster.</summary>
    public Dictionary<string, FailoverTier> FirstChoice { get; } = new(StringComparer.Ordinal);

    /// <summary>The order of clusters for the clients of a cluster: an edge's choice before what the settings say.</summary>
    public FailoverSettings? FailoverFrom(string client)
    {
        if (!FirstChoice.TryGetValue(client, out FailoverTier? first))
        {
            return Settings.Failover;
        }

        FailoverSettings settings = Settings.Failover ?? new FailoverSettings();
        ValueList<FailoverTier> order = settings.OrderByClient is { } byClient && byClient.TryGetValue(client, out ValueList<FailoverTier> own) ? own : settings.Order ?? [];
        HashSet<string> chosen = [.. first.Clusters.Select(cluster => cluster.Cluster)];
        IEnumerable<FailoverTier> others = order.Select(tier => new FailoverTier(tier.Clusters.Where(cluster => !chosen.Contains(cluster.Cluster)).ToValueList()));
        return settings with { LocalFirst = false, OrderByClient = [new(client, [first, .. others])] };
    }

    /// <summary>The identities that clients accept; empty when no gateway's account is known.</summary>
    public required ValueList<string> SubjectAltNames { get; init; }
}
