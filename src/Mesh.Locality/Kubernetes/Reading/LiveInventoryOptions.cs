namespace Mesh.Kubernetes.Reading;

/// <summary>What is read from live clusters, and how it is kept current.</summary>
public sealed record LiveInventoryOptions
{
    /// <summary>
    /// The namespaces to read; those of Istio are always read too. Default: empty, which means all, and needs rights for the whole cluster.
    /// Nodes and namespaces are read for the whole cluster in any case.
    /// </summary>
    public ValueList<string> Namespaces { get; init; }

    /// <summary>
    /// The namespaces in which only the platform team writes and in which Istio runs: pods of istiod and MeshConfig are looked for there and
    /// nowhere else, whatever labels pods of others carry. Of several in which Istio is found, the first counts. Default: <c>istio-system</c>.
    /// </summary>
    public ValueList<string> IstioNamespaces { get; init; } = ["istio-system"];

    /// <summary>How many objects a page of a list holds. Default: 500. Least: 1.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>How long changes are collected before a watch gives the next inventory. Default: half a second.</summary>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long the server is asked to keep one watch open; then the next begins where it ended. Default: 5 minutes.</summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The wait before a watch that broke is resumed; it doubles each time without progress. Default: 200 milliseconds.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait before a watch is resumed. Default: 30 seconds.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of debouncing and of waits between watches. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
