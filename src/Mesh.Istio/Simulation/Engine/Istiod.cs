using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>
/// The istiod of one cluster: what it reads, there and in others, and what it has pushed.
/// A change of endpoints is pushed as EDS alone, so that
/// clusters keep the policy and the certificates' names that they were made with.
/// </summary>
internal sealed class Istiod
{
    private readonly ObservedMesh _mesh;
    private readonly string _cluster;
    private MeshResources _resources;
    private Inventory _observed;
    private ValueList<string> _reads;

    public Istiod(ObservedMesh mesh, string cluster, MeshResources resources, Inventory observed, ValueList<string> reads)
    {
        _mesh = mesh;
        _cluster = cluster;
        _resources = resources;
        _observed = observed;
        _reads = reads;
        Config = Endpoints = View();
    }

    public ControlPlaneView Config { get; private set; }

    public ControlPlaneView Endpoints { get; private set; }

    public List<ProxyNode> Proxies { get; } = [];

    public MeshResources Resources => _resources;

    /// <summary>What it knows of a cluster.</summary>
    public ClusterInventory? Knows(string cluster) => _observed.Find(cluster);

    /// <summary>Lets it read what is left of the clusters; it pushes endpoints when any of what it reads has changed.</summary>
    public void Read(FailedParts parts, Inventory left, TimeSpan now)
    {
        Inventory observed = parts.KnownTo(_cluster, left, _observed);
        ValueList<string> reads = parts.ReadBy(left, _cluster);
        if (reads != _reads || reads.Append(_cluster).Any(name => !Equals(_observed.Find(name), observed.Find(name))))
        {
            (_observed, _reads) = (observed, reads);
            Endpoints = View();
            Proxies.ForEach(proxy => proxy.UseEndpoints(now));
        }
    }

    /// <summary>Pushes a configuration.</summary>
    public void PushConfig(MeshResources resources, TimeSpan now)
    {
        _resources = resources;
        Config = Endpoints = View();
        Proxies.ForEach(proxy => proxy.UseConfig(now));
    }

    // What another run has computed of the same is used again.
    private ControlPlaneView View()
    {
        (MeshResources resources, Inventory observed, ValueList<string> reads) = (_resources, _observed, _reads);
        return !ReferenceEquals(resources, _mesh.Resources) ? New()
            : ControlPlanes.Of(_mesh.Inventory, _cluster) == _cluster && reads == ControlPlanes.ReadBy(_mesh.Inventory, _cluster)
                && reads.Append(_cluster).All(name => ReferenceEquals(observed.Find(name), _mesh.Inventory.Find(name)))
                ? _mesh.View(_cluster)
            : _mesh.Worlds.View(_cluster, reads, observed, New);

        ControlPlaneView New() => new(PushContext.Of(_cluster, resources, observed, reads));
    }
}
