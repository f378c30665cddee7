using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Failures;

/// <summary>
/// The clusters after a failure: what is left of them, and what their istiods then compute. What the failure leaves as it was is that of
/// the mesh. For one thread.
/// </summary>
internal sealed class FailedWorld
{
    private readonly ObservedMesh _mesh;
    private readonly Dictionary<string, ClusterInventory> _changed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ControlPlaneView> _views = new(StringComparer.Ordinal);

    public FailedWorld(ObservedMesh mesh, FailedParts parts)
    {
        _mesh = mesh;
        Parts = parts;
        Expired = new ExpiredCertificates(parts);
        foreach (ClusterInventory cluster in mesh.Inventory.Clusters)
        {
            if (mesh.Worlds.Change(cluster, parts) is { } left)
            {
                _changed.TryAdd(cluster.Name, left);
            }
        }

        Inventory = _changed.Count == 0
            ? mesh.Inventory
            : mesh.Inventory with
            {
                Clusters = mesh.Inventory.Clusters.Select(
                cluster => _changed.GetValueOrDefault(cluster.Name) ?? cluster)
                .ToValueList()
            };
    }

    private readonly BackendIndex _backends = new();

    public MeshResources Resources => _mesh.Resources;

    /// <summary>The pods behind names in what is left of a cluster.</summary>
    public Backends BackendsIn(ClusterInventory cluster) =>
        (_changed.ContainsKey(cluster.Name) ? _backends : _mesh.Backends).In(cluster);

    /// <summary>Whether a Gateway is for a pod.</summary>
    public bool IsGateway(string cluster, WorkloadInfo pod) => _mesh.IsGateway(cluster, pod);

    public Inventory Inventory { get; }

    /// <summary>The cluster whose istiod configures the proxies of a cluster.</summary>
    public string IstiodOf(string cluster) => ControlPlanes.Of(_mesh.Inventory, cluster);

    /// <summary>Whether anything depends on who calls.</summary>
    public bool IdentitiesMatter => _mesh.IdentitiesMatter;

    /// <summary>What rests on an istiod not reading other clusters.</summary>
    public UnreadServices Unread => _mesh.Unread;

    public FailedParts Parts { get; }

    public ExpiredCertificates Expired { get; }

    /// <summary>Who is behind an endpoint's address, failed or not.</summary>
    /// <param name="endpoint">The endpoint as the caller's istiod knows it.</param>
    /// <param name="caller">The proxy that dials it.</param>
    /// <param name="host">The host of the request.</param>
    public AddressOwner OwnerOf(LocalityEndpoint endpoint, ClientProxy caller, string host) => _mesh.OwnerOf(endpoint, caller, host);

    /// <summary>What the istiod that configures the proxies of a cluster then sends.</summary>
    public ControlPlaneView View(string cluster)
    {
        string istiod = ControlPlanes.Of(_mesh.Inventory, cluster);
        if (Parts.IsSilent(istiod, cluster))
        {
            return _mesh.View(cluster);
        }

        if (!_views.TryGetValue(istiod, out ControlPlaneView? view))
        {
            ValueList<string> reads = Parts.ReadBy(_mesh.Inventory, istiod);
            bool same = !Parts.Secrets.Any(secret => secret.Istiod == istiod) && !_changed.ContainsKey(istiod)
                && !reads.Any(name => _changed.ContainsKey(name) && !Parts.Clusters.Contains(name));
            Inventory known = Parts.KnownTo(istiod, Inventory, _mesh.Inventory);
            view = same ? _mesh.View(istiod)
                : _mesh.Worlds.View(
                    istiod, reads, known, () => new ControlPlaneView(PushContext.Of(istiod, Resources, known, reads)));
            _views.Add(istiod, view);
        }

        return view;
    }

    /// <summary>Whether a pod, or an endpoint that is listed without one, is gone.</summary>
    public bool IsGone(AddressOwner.Pod pod) =>
        Parts.Clusters.Contains(pod.Cluster) || Parts.Gone.Contains(pod.Key)
            || (pod.Workload is { } workload && Parts.IsPlaceDown(workload.Locality.Value));
}
