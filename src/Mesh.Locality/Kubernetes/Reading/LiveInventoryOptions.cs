using Mesh.Diagnostics;
using Mesh.Inventories;

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
    /// The namespaces in which only the platform team writes and in which Istio runs: pods of istiod and MeshConfig are looked for there
    /// and nowhere else, whatever labels pods of others carry. Of several in which Istio is found, the first counts. Default:
    /// <c>istio-system</c>.
    /// </summary>
    public ValueList<string> IstioNamespaces { get; init; } = ["istio-system"];

    /// <summary>
    /// Whether the names of remote secrets are read, which tell whose services an istiod knows: metadata of the Secrets in
    /// <see cref="IstioNamespaces"/> that are labelled <c>istio/multiCluster: "true"</c>, never their content. Kubernetes cannot grant less
    /// than listing all Secrets of the namespace for that, so it has to be asked for. Default: no; then
    /// <see cref="ClusterInventory.RemoteSecrets"/> stays unknown.
    /// </summary>
    public bool ReadsRemoteSecrets { get; init; }

    /// <summary>
    /// Whether HorizontalPodAutoscalers and PodDisruptionBudgets are read, which say how many pods there may be. Default: no; then
    /// <see cref="ClusterInventory.Autoscalers"/> and <see cref="ClusterInventory.DisruptionBudgets"/> stay unknown.
    /// </summary>
    public bool ReadsCapacity { get; init; }

    /// <summary>How many objects a page of a list holds. Default: 500. From 1 to 10,000.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>
    /// How long changes are collected before a watch gives the next inventory. Default: half a second. From 0 to an hour.
    /// </summary>
    public TimeSpan Debounce { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// How long the server is asked to keep one watch open; then the next begins where it ended. Default: 5 minutes. From a second to a
    /// day.
    /// </summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The wait before a watch that broke is resumed; it doubles each time without progress. Default: 200 milliseconds. From 0 to a day.
    /// </summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait before a watch is resumed. Default: 30 seconds. From 0 to a day.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the first inventory of a watch waits for clusters that do not answer. One that was not read by then is reported
    /// (<c>MI040</c>) and comes with a later inventory. Default: 30 seconds. From 0 to a day.
    /// </summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of debouncing and of waits between watches. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    internal void Check()
    {
        OptionRange.Require(PageSize, 1, 10_000);
        OptionRange.Require(Debounce, TimeSpan.Zero, TimeSpan.FromHours(1));
        OptionRange.Require(WatchTimeout, TimeSpan.FromSeconds(1), OptionRange.Day);
        OptionRange.Require(ReconnectDelay, TimeSpan.Zero, OptionRange.Day);
        OptionRange.Require(MaxReconnectDelay, TimeSpan.Zero, OptionRange.Day);
        OptionRange.Require(FirstWait, TimeSpan.Zero, OptionRange.Day);
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
