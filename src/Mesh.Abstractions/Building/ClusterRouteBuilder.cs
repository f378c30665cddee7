using Mesh.Diagnostics;

namespace Mesh;

/// <summary>
/// Describes to which clusters an edge gateway sends requests. Without anything: to all that serve the host, in its order of clusters.
/// </summary>
public sealed class ClusterRouteBuilder : ModelBuilder<ClusterRouteBuilder>
{
    internal ClusterRouteBuilder(string path, List<Diagnostic> problems)
        : base(path, problems)
    {
    }

    internal ClusterAction Value { get; private set; } = new();

    /// <summary>Reaches another host of the workspace than the server's own; the authority is rewritten to it.</summary>
    /// <param name="host">The host, served by a gateway of the workspace.</param>
    /// <returns>The builder.</returns>
    public ClusterRouteBuilder ForHost(string host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return Do(() => Value = Value with { Host = host });
    }

    /// <summary>Splits requests equally among clusters.</summary>
    /// <param name="clusters">The clusters.</param>
    /// <returns>The builder.</returns>
    public ClusterRouteBuilder Named(params string[] clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        return Do(() => Value = Value with { Clusters = [.. clusters.Select(cluster => new TierCluster(cluster))] });
    }

    /// <summary>Splits requests by weight among clusters.</summary>
    /// <param name="clusters">The clusters with their weights, 1 or more.</param>
    /// <returns>The builder.</returns>
    public ClusterRouteBuilder Weighted(params (string Cluster, int Weight)[] clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        return Do(
            () => Value = Value with { Clusters = [.. clusters.Select(cluster => new TierCluster(cluster.Cluster, cluster.Weight))] });
    }

    /// <summary>Sends requests to other clusters when those named are dead. By default a dead cluster's share fails.</summary>
    /// <returns>The builder.</returns>
    public ClusterRouteBuilder WithFallback() => Do(() => Value = Value with { Fallback = true });

    /// <summary>Puts a path or prefix in place of what matched. By default the path stays.</summary>
    /// <param name="path">The new path, beginning with a slash.</param>
    /// <returns>The builder.</returns>
    public ClusterRouteBuilder WithRewritePath(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Do(() => Value = Value with { RewritePath = path });
    }
}
