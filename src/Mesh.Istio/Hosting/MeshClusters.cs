using System.Collections;
using Mesh.Kubernetes.Connections;
using Mesh.Istio.Telemetry;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Mesh.Istio.Hosting;

/// <summary>The connections to the configured clusters, in ordinal order of their names. The container disposes of them.</summary>
public sealed class MeshClusters : IReadOnlyList<ClusterConnection>, IDisposable
{
    private readonly ClusterConnection[] _connections;

    /// <summary>Makes the connections; nothing is asked before they are used.</summary>
    /// <param name="services">What functions that make connections are given.</param>
    /// <param name="options">The clusters.</param>
    /// <param name="time">The clock of waits and timeouts, unless the options name one.</param>
    /// <exception cref="OptionsValidationException">The options have problems; it holds all of them.</exception>
    public MeshClusters(IServiceProvider services, IOptions<MeshOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(options);
        ClusterConnectionOptions connection = options.Value.Connection;
        connection = connection.TimeProvider == TimeProvider.System ? connection with { TimeProvider = time } : connection;
        connection = services.GetService<MeshTelemetry>() is { } telemetry
            ? connection with { OnRetry = connection.OnRetry + telemetry.Retried } : connection;
        _connections = [.. options.Value.Clusters.OrderBy(cluster => cluster.Name, StringComparer.Ordinal).Select(
            cluster => Connect(services, cluster, connection))];
    }

    /// <inheritdoc/>
    public int Count => _connections.Length;

    /// <inheritdoc/>
    public ClusterConnection this[int index] => _connections[index];

    /// <summary>The connection to a cluster.</summary>
    /// <param name="cluster">The cluster's name.</param>
    /// <exception cref="KeyNotFoundException">No cluster is called so.</exception>
    public ClusterConnection this[string cluster] =>
        Array.Find(_connections, connection => connection.Cluster == cluster) ?? throw new KeyNotFoundException(
            $"No cluster '{cluster}' is configured; there is: {string.Join(
                ", ", _connections.Select(connection => connection.Cluster))}.{Diagnostics.NearestName.Question(
                    cluster, _connections.Select(connection => connection.Cluster))}");

    /// <inheritdoc/>
    public IEnumerator<ClusterConnection> GetEnumerator() => _connections.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _connections.GetEnumerator();

    /// <inheritdoc/>
    public void Dispose() => Array.ForEach(_connections, connection => connection.Dispose());

    private static ClusterConnection Connect(IServiceProvider services, ClusterOptions cluster, ClusterConnectionOptions options) =>
        cluster.Connect is { } connect ? connect(services, options)
        : cluster.InCluster ? ClusterConnection.InCluster(cluster.Name, options)
        : ClusterConnection.FromKubeconfig(cluster.Name, cluster.Kubeconfig, cluster.Context, options);
}
