using Mesh.Diagnostics;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Apply.Api;

/// <summary>The connections by cluster.</summary>
internal sealed class ClusterConnections
{
    private readonly Dictionary<string, ClusterApi> _clusters = new(StringComparer.Ordinal);

    public ClusterConnections(IEnumerable<ClusterConnection> connections, ApplyOptions options)
    {
        ArgumentNullException.ThrowIfNull(connections);
        foreach (ClusterConnection connection in connections)
        {
            if (!_clusters.TryAdd(connection.Cluster, new ClusterApi(connection, options)))
            {
                throw new ArgumentException($"There are two connections to the cluster '{connection.Cluster}'.", nameof(connections));
            }
        }

        if (options.UnknownStages(_clusters.Keys) is { } unknown)
        {
            throw new ArgumentException(unknown, nameof(options));
        }
    }

    public ClusterApi? Find(string cluster) => _clusters.GetValueOrDefault(cluster);

    public Diagnostic Missing(string cluster) => ApplyDiagnostics.NoConnection.At(
        cluster,
        $"There are objects for the cluster, and no connection leads to it.{NearestName.Question(cluster, _clusters.Keys)}",
        "Add a connection of this name; nothing was changed in the cluster.");
}
