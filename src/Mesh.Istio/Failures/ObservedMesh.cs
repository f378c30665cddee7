using System.Collections.Concurrent;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.GatewayApi;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Failures;

/// <summary>
/// The clusters as observed, shared by all questions of one forecaster. What a failure does not touch is computed once, whatever else
/// fails. Thread-safe.
/// </summary>
internal sealed class ObservedMesh
{
    private readonly ConcurrentDictionary<string, Lazy<ControlPlaneView>> _views = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ClientProxy, ClientProxy> _canonical = new();
    private readonly ConcurrentDictionary<ClientProxy, ClientProxy> _anyNamespace = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<string, Lazy<ObservedGateways>> _gateways = new(StringComparer.Ordinal);

    /// <summary>
    /// The label with which generated ServiceEntries name the cluster of an endpoint, under the prefix that the objects were generated
    /// with.
    /// </summary>
    private readonly Lazy<string> _clusterLabel;
    private readonly Lazy<AddressBook> _book;
    private readonly Lazy<UnreadServices> _unread;
    private readonly Lazy<bool> _identitiesMatter;

    /// <param name="resources">The resources of all clusters.</param>
    /// <param name="inventory">The clusters as observed first.</param>
    /// <param name="later">The same clusters as they are observed later: what they have belongs to the address book too.</param>
    public ObservedMesh(MeshResources resources, Inventory inventory, IEnumerable<Inventory>? later = null)
    {
        resources = DerivedResources.Of(resources, inventory);
        Resources = resources;
        Inventory = inventory;
        _clusterLabel = new Lazy<string>(
            () => $"{MeshLabels.PrefixOf(resources.Clusters.SelectMany(cluster => cluster.Objects.AsEnumerable()))}{MeshLabels.Cluster}");
        _identitiesMatter = new Lazy<bool>(() => CallerIdentities.Matter(resources, inventory));
        _unread = new Lazy<UnreadServices>(() => new UnreadServices(inventory));
        _book = new Lazy<AddressBook>(
            () => new AddressBook([.. inventory.Clusters, .. (later ?? []).SelectMany(entry => entry.Clusters)], GatewayOf));
    }

    public MeshResources Resources { get; }

    public Inventory Inventory { get; }

    public ControlPlaneView View(string cluster) =>
        _views.GetOrAdd(
            ControlPlanes.Of(Inventory, cluster),
            name => new Lazy<ControlPlaneView>(() => new ControlPlaneView(PushContext.Of(name, Resources, Inventory)))).Value;

    /// <summary>What rests on an istiod not reading other clusters.</summary>
    public UnreadServices Unread => _unread.Value;

    /// <summary>Whether anything depends on who calls.</summary>
    public bool IdentitiesMatter => _identitiesMatter.Value;

    /// <summary>A proxy that stands for all whose calls become of the same, whatever fails.</summary>
    public ClientProxy Canonical(ClientProxy proxy) => Only(View(proxy.Cluster).Index.Callers.Canonical(proxy, IdentitiesMatter));

    /// <summary>
    /// The same, for whichever host: of any namespace where its own changes something only for some of them; itself where it changes more.
    /// </summary>
    /// <param name="canonical">What <see cref="Canonical"/> returned.</param>
    public ClientProxy OfAnyNamespace(ClientProxy canonical) => _anyNamespace.GetOrAdd(
        canonical,
        static (proxy, mesh) => mesh.IdentitiesMatter || proxy.Type != ProxyType.Sidecar
            || !mesh.View(proxy.Cluster).Index.Namespaces.IsLikeAny(proxy.Namespace)
            ? proxy : mesh.Only(proxy with { Namespace = CallerNamespaces.Any }),
        this);

    /// <summary>The proxy that stands for all whose calls for one host become of the same.</summary>
    /// <param name="canonical">What <see cref="Canonical"/> returned.</param>
    /// <param name="host">The host as the client writes it; only a full name says the same everywhere.</param>
    /// <param name="request">The request.</param>
    public ClientProxy CanonicalFor(ClientProxy canonical, string host, Request request)
    {
        ClientProxy any = OfAnyNamespace(canonical);
        return ReferenceEquals(any, canonical) || !host.Contains('.', StringComparison.Ordinal)
            || request.Authority?.Contains('.', StringComparison.Ordinal) == false
            || View(canonical.Cluster).Index.Namespaces.HasOwn(canonical.Namespace, host)
            || View(canonical.Cluster).Known(any).Scope.FindService(host) is not { AliasOf.Length: 0 } ? canonical : any;
    }

    private ClientProxy Only(ClientProxy proxy) => _canonical.GetOrAdd(proxy, proxy);

    /// <summary>Who is behind an address.</summary>
    public AddressBook Addresses => _book.Value;

    /// <summary>The pods behind names in the clusters as observed.</summary>
    public BackendIndex Backends { get; } = new();

    /// <summary>What failures leave of the clusters.</summary>
    public WorldCache Worlds { get; } = new();

    /// <summary>Begins a failure of this mesh.</summary>
    public FailureBuilder NewFailure() => new(Inventory, Resources, Backends);

    /// <summary>A failure of this mesh as somebody describes it.</summary>
    public FailureBuilder NewFailure(Action<FailureBuilder> configure)
    {
        FailureBuilder failure = NewFailure();
        configure(failure);
        return failure;
    }

    /// <summary>The gateway that serves a host on a port of its Service.</summary>
    public ServiceInfo? GatewayOf(string cluster, string host, int port) => Gateways(cluster).Serving(host, port);

    /// <summary>The Gateway resources of a cluster, each with the Service of its pods.</summary>
    public IReadOnlyList<(Resources.Gateway Gateway, ServiceInfo? Service)> GatewaysOf(string cluster) => Gateways(cluster).All;

    /// <summary>Whether a Gateway of a cluster is for pods with these labels.</summary>
    public bool IsGateway(string cluster, WorkloadInfo pod) => Gateways(cluster).Select(pod.Labels);

    private ObservedGateways Gateways(string cluster) => _gateways.GetOrAdd(
        cluster, name => new Lazy<ObservedGateways>(() => new ObservedGateways(
            ControlPlanes.ConfigurationOf(Resources, Inventory, name).OfType<Resources.Gateway>(), Observed(name)))).Value;

    /// <summary>Who is behind an endpoint's address.</summary>
    /// <param name="endpoint">The endpoint as the caller's istiod knows it.</param>
    /// <param name="caller">The proxy that dials it.</param>
    /// <param name="host">The host of the request.</param>
    public AddressOwner OwnerOf(LocalityEndpoint endpoint, ClientProxy caller, string host) => Addresses.Find(
        new AddressQuestion(endpoint.Address, endpoint.Port, LabelledCluster(endpoint), RegistryOf(endpoint, caller),
            caller.Cluster, caller.Namespace, host));

    /// <summary>The cluster that an endpoint's label names; empty without one.</summary>
    // What istiod read in another cluster is a pod there, or a gateway; in its own, an entry may have the address of anything.
    private string RegistryOf(LocalityEndpoint endpoint, ClientProxy caller) =>
        endpoint.Cluster == ControlPlanes.Of(Inventory, caller.Cluster) ? "" : endpoint.Cluster;

    private string LabelledCluster(LocalityEndpoint endpoint) =>
        endpoint.Labels.TryGetValue(_clusterLabel.Value, out string? name) ? name : "";

    private ClusterInventory Observed(string cluster) => Inventory.Find(cluster) ?? new ClusterInventory { Name = cluster };
}
