using Mesh.Kubernetes.Connections;
using Mesh.Kubernetes.Reading;
using Mesh.Kubernetes.Watching;

namespace Mesh.Inventories;

/// <summary>Keeps an inventory of live clusters current.</summary>
public static class LiveInventoryWatch
{
    extension(Inventory)
    {
        /// <summary>
        /// Reads clusters and then follows them: the first inventory comes when every kind of every cluster was read or could not be, or
        /// after <see cref="LiveInventoryOptions.FirstWait"/> without those that do not answer; the next ones after changes, collected
        /// for <see cref="LiveInventoryOptions.Debounce"/>. An inventory equal to the one before is not given.
        /// </summary>
        /// <remarks>
        /// Watches that end or break are resumed where they ended, with waits that grow; what expired is listed again. A kind that cannot
        /// be followed at the moment keeps its last facts, with a finding (<c>MI043</c>). While the caller works on one inventory, changes
        /// are collected for the next.
        /// </remarks>
        /// <param name="connections">One connection for each cluster. They stay the caller's to
        /// dispose, after the enumeration has ended.</param>
        /// <param name="options">What to read; <see langword="null"/>: the defaults.</param>
        /// <param name="cancellationToken">Ends the enumeration with an OperationCanceledException.</param>
        /// <returns>Inventories, without end.</returns>
        /// <exception cref="ArgumentException">Two connections have the same cluster, or an option is out of its range.</exception>
        public static IAsyncEnumerable<Inventory> WatchAsync(
            IEnumerable<ClusterConnection> connections, LiveInventoryOptions? options = null, CancellationToken cancellationToken = default)
        {
            ArgumentNullException.ThrowIfNull(connections);
            ClusterConnection[] all = [.. connections];
            LiveInventory.RequireDistinct(all);
            options?.Check();
            return new InventoryWatcher(all, options ?? new()).RunAsync(cancellationToken);
        }
    }
}
