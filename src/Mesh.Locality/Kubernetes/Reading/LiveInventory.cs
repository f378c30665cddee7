using Mesh.Kubernetes.Connections;
using Mesh.Kubernetes.Reading;

namespace Mesh.Inventories;

/// <summary>Reads an inventory from live clusters: the facts that dumps of the same objects give.</summary>
/// <remarks>
/// <para>Nodes, namespaces, pods that have not ended, services, endpointslices, serviceaccounts and the ConfigMaps of Istio's namespaces
/// are listed in pages; of each object only what an inventory has use for is kept. Secrets are
/// never asked for. Clusters and kinds are read in parallel.</para>
/// <para>What cannot be read is in <see cref="Inventory.Diagnostics"/> (<c>MI040</c> to <c>MI043</c>) and never keeps the rest from being
/// read. A cluster of which nothing can be read is not in <see cref="Inventory.Clusters"/>.</para>
/// </remarks>
public static class LiveInventory
{
    extension(Inventory)
    {
        /// <summary>Reads clusters by their contexts in a kubeconfig.</summary>
        /// <param name="kubeconfig">The file; <see langword="null"/>: what <c>KUBECONFIG</c> names, else <c>~/.kube/config</c>.</param>
        /// <param name="contexts">The contexts; each is the name of its cluster too.</param>
        /// <param name="options">What to read; <see langword="null"/>: the defaults.</param>
        /// <param name="cancellationToken">Ends reading with an OperationCanceledException.</param>
        /// <returns>The facts, and what could not be read, is missing or contradictory.</returns>
        public static Task<Inventory> ReadAsync(
            string? kubeconfig, IEnumerable<string> contexts, LiveInventoryOptions? options = null,
            CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(contexts);
            return ReadAllAsync(
                [.. contexts.Select(context => ClusterConnection.FromKubeconfig(context, kubeconfig))], owned: true, options,
                    cancellationToken);
        }

        /// <summary>Reads clusters that are named otherwise than their contexts in a kubeconfig.</summary>
        /// <param name="kubeconfig">The file; <see langword="null"/>: what <c>KUBECONFIG</c> names, else <c>~/.kube/config</c>.</param>
        /// <param name="contexts">The context of each cluster by the cluster's name.</param>
        /// <param name="options">What to read; <see langword="null"/>: the defaults.</param>
        /// <param name="cancellationToken">Ends reading with an OperationCanceledException.</param>
        /// <returns>The facts, and what could not be read, is missing or contradictory.</returns>
        public static Task<Inventory> ReadAsync(
            string? kubeconfig, IReadOnlyDictionary<string, string> contexts, LiveInventoryOptions? options = null,
            CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(contexts);
            ClusterConnection[] connections = [.. contexts.Select(
                cluster => ClusterConnection.FromKubeconfig(cluster.Key, kubeconfig, cluster.Value))];
            return ReadAllAsync(connections, owned: true, options, cancellationToken);
        }

        /// <summary>Reads clusters by connections, which stay the caller's to dispose.</summary>
        /// <param name="connections">One connection for each cluster.</param>
        /// <param name="options">What to read; <see langword="null"/>: the defaults.</param>
        /// <param name="cancellationToken">Ends reading with an OperationCanceledException.</param>
        /// <returns>The facts, and what could not be read, is missing or contradictory.</returns>
        /// <exception cref="ArgumentException">Two connections have the same cluster, or an option is out of its range.</exception>
        public static Task<Inventory> ReadAsync(
            IEnumerable<ClusterConnection> connections, LiveInventoryOptions? options = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(connections);
            return ReadAllAsync([.. connections], owned: false, options, cancellationToken);
        }
    }

    internal static void RequireDistinct(IReadOnlyCollection<ClusterConnection> connections)
    {
        if (connections.Select(connection => connection.Cluster).Distinct(StringComparer.Ordinal).Count() != connections.Count)
        {
            throw new ArgumentException("Two connections have the same cluster.", nameof(connections));
        }
    }

    private static async Task<Inventory> ReadAllAsync(
        ClusterConnection[] connections, bool owned, LiveInventoryOptions? options, CancellationToken cancellationToken)
    {
        try
        {
            options?.Check();
            RequireDistinct(connections);
            LiveSnapshot[] clusters = await Task.WhenAll(
                connections.Select(connection => ReadClusterAsync(connection, options ?? new(), cancellationToken))).ConfigureAwait(false);
            return LiveSnapshot.Join(clusters);
        }
        finally
        {
            foreach (ClusterConnection connection in owned ? connections : [])
            {
                connection.Dispose();
            }
        }
    }

    private static async Task<LiveSnapshot> ReadClusterAsync(
        ClusterConnection connection, LiveInventoryOptions options, CancellationToken cancellationToken)
    {
        var cluster = new LiveCluster(connection.Cluster, options);
        while (cluster.TakeNewScopes() is { Count: > 0 } scopes)
        {
            await Task.WhenAll(scopes.Select(scope => ReadScopeAsync(connection, cluster, scope, options, cancellationToken)))
                .ConfigureAwait(false);
        }

        return cluster.Assemble();
    }

    private static async Task ReadScopeAsync(
        ClusterConnection connection, LiveCluster cluster, LiveScope scope, LiveInventoryOptions options,
            CancellationToken cancellationToken)
    {
        ClusterResult<LiveList> result = await LiveList.ReadAsync(connection, scope, options, cancellationToken).ConfigureAwait(false);
        if (result.TryGet(out LiveList? list, out ClusterRequestFailure? failure))
        {
            cluster.Replace(scope, list, options.TimeProvider.GetUtcNow());
        }
        else
        {
            cluster.Report(scope, failure);
        }
    }
}
