using Mesh.Inventories;

namespace Mesh.Resolution;

/// <summary>Answers where nodes, pods, endpoints and proxies are, by istiod's rules, and which labels or fields say so.</summary>
/// <remarks>
/// <para>Pure, thread-safe and without state beyond the version. The rules are those of Istio 1.28 to 1.31; they differ in one point: the
/// label
/// <c>topology.istio.io/locality</c> is read since 1.29 (<see cref="IstioVersion.ReadsTopologyLocalityLabel"/>), on pods, on ServiceEntry
/// and WorkloadEntry endpoints and on proxies alike.</para>
/// <para>Nothing here fails: what is not stated is empty, and an unknown place is <see cref="ResolvedLocality.Unknown"/>.</para>
/// </remarks>
/// <param name="version">The Istio version of the cluster.</param>
public sealed class LocalityResolver(IstioVersion version)
{
    /// <summary>The Istio version whose rules apply.</summary>
    public IstioVersion Version { get; } = version;

    /// <summary>
    /// Where a node is: its labels for region and zone, in their old form where the new one is absent or empty, and for the subzone.
    /// </summary>
    /// <param name="labels">The node's labels.</param>
    /// <param name="node">The node's name, for provenance.</param>
    /// <returns>The locality, one source for each part; unknown when no label says.</returns>
    public static ResolvedLocality OfNode(ValueMap<string> labels, string node = "")
    {
        ArgumentNullException.ThrowIfNull(node);
        return NodeLabels.Read(labels, node);
    }

    /// <summary>
    /// Where a pod is: as its override label says, which wins entirely and is not merged with the node's parts, else where its node is.
    /// </summary>
    /// <param name="labels">The pod's labels.</param>
    /// <param name="node">Where its node is; <see cref="ResolvedLocality.Unknown"/> for a pod without known node.</param>
    /// <param name="pod">The pod's namespace and name, for provenance.</param>
    /// <returns>The locality and its source.</returns>
    public ResolvedLocality OfPod(ValueMap<string> labels, ResolvedLocality node, string pod = "")
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(pod);
        return OverrideLabel.Read(labels, Version, "Pod", pod) ?? node;
    }

    /// <summary>Where a pod is, from the labels of the pod and of its node.</summary>
    /// <param name="labels">The pod's labels.</param>
    /// <param name="nodeLabels">The labels of its node; empty for a pod without known node.</param>
    /// <param name="pod">The pod's namespace and name, for provenance.</param>
    /// <param name="node">The node's name, for provenance.</param>
    /// <returns>The locality and its source.</returns>
    public ResolvedLocality OfPod(ValueMap<string> labels, ValueMap<string> nodeLabels, string pod = "", string node = "")
    {
        ArgumentNullException.ThrowIfNull(pod);
        return OverrideLabel.Read(labels, Version, "Pod", pod) ?? OfNode(nodeLabels, node);
    }

    /// <summary>Where a ServiceEntry's endpoint is: its <c>locality</c> field as written, else the override label of its labels.</summary>
    /// <param name="locality">The endpoint's field <c>locality</c>, <c>region/zone/subzone</c>;
    /// <see langword="null"/> or empty when it has none.</param>
    /// <param name="labels">The endpoint's labels.</param>
    /// <param name="endpoint">The ServiceEntry's namespace and name, or the endpoint's address, for provenance.</param>
    /// <returns>The locality and its source; unknown when neither is there.</returns>
    public ResolvedLocality OfServiceEntryEndpoint(string? locality, ValueMap<string> labels, string endpoint = "")
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        return OfEndpoint(locality, labels, "ServiceEntry", endpoint);
    }

    /// <summary>Where a WorkloadEntry is: its field <c>spec.locality</c> as written, else its override label.</summary>
    /// <param name="locality">The field <c>spec.locality</c>; <see langword="null"/> or empty when it has none.</param>
    /// <param name="specLabels">The labels of the spec.</param>
    /// <param name="objectLabels">The labels of the object's metadata; they win over those of the spec.</param>
    /// <param name="workloadEntry">The object's namespace and name, for provenance.</param>
    /// <returns>The locality and its source; unknown when neither is there.</returns>
    public ResolvedLocality OfWorkloadEntry(
        string? locality, ValueMap<string> specLabels, ValueMap<string> objectLabels = default, string workloadEntry = "")
    {
        ArgumentNullException.ThrowIfNull(workloadEntry);
        return OfEndpoint(locality, specLabels.With(objectLabels), "WorkloadEntry", workloadEntry);
    }

    /// <summary>
    /// Where a proxy is, in istiod's order: topology labels of the registry, else of the proxy itself; else the override label of the same
    /// labels, whose dots istiod does not take as separators here; else the locality of the connection.
    /// </summary>
    /// <remarks>
    /// A proxy outside Kubernetes with a dotted <c>topology.istio.io/locality</c> and without registry labels therefore lies in one region
    /// with that whole text as its name: the agent rewrites only <c>istio-locality</c>. (Read in Istio's source, not recorded.)
    /// </remarks>
    /// <param name="proxy">What is known of the proxy.</param>
    /// <returns>The locality and its source.</returns>
    public ResolvedLocality OfProxy(ProxyDescription proxy)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        ValueMap<string> labels = proxy.RegistryLabels ?? ProxyBootstrap.Reported(proxy.WorkloadLabels, Version);
        return ProxyLabels.Read(labels, Version, proxy.Name) ?? ConnectionLocality(proxy);
    }

    private ResolvedLocality ConnectionLocality(ProxyDescription proxy)
    {
        if (proxy.NodeLocality is not { } stated)
        {
            return ProxyBootstrap.NodeLocality(proxy, Version);
        }

        return stated.IsEmpty
            ? ResolvedLocality.Unknown
            : new ResolvedLocality(stated, [new LocalitySource("Proxy", proxy.Name, "node.locality", stated.ToString())]);
    }

    private ResolvedLocality OfEndpoint(string? locality, ValueMap<string> labels, string kind, string name) =>
        EndpointField.Read(locality, kind, name) ?? OverrideLabel.Read(labels, Version, kind, name) ?? ResolvedLocality.Unknown;
}
