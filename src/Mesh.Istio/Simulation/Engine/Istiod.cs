using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>
/// The istiod of one cluster: what it has pushed. It reads only its own cluster. A change of endpoints is pushed as EDS alone, so that
/// clusters keep the policy and the certificates' names that they were made with.
/// </summary>
internal sealed class Istiod
{
    private readonly string _cluster;
    private readonly Dictionary<(string Namespace, string Service), Backend[]> _backends = [];
    private MeshResources _resources;
    private Inventory _observed;

    public Istiod(string cluster, MeshResources resources, Inventory observed)
    {
        _cluster = cluster;
        _resources = resources;
        _observed = observed;
        Config = Endpoints = View(observed);
    }

    public ControlPlaneView Config { get; private set; }

    public ControlPlaneView Endpoints { get; private set; }

    public List<ProxyNode> Proxies { get; } = [];

    public MeshResources Resources => _resources;

    /// <summary>The ready pods behind a Service as its cluster's kube-proxies know them.</summary>
    public Backend[] ReadyBehind(ServiceInfo service)
    {
        if (!_backends.TryGetValue((service.Namespace, service.Name), out Backend[]? backends))
        {
            backends = [.. _observed.Find(_cluster) is { } cluster ? Backends.Of(cluster, service).Where(backend => backend.Ready) : []];
            _backends.Add((service.Namespace, service.Name), backends);
        }

        return backends;
    }

    public bool Sees(Inventory inventory) => Equals(_observed.Find(_cluster), inventory.Find(_cluster));

    /// <summary>Pushes endpoints.</summary>
    public void PushEndpoints(Inventory observed, TimeSpan now)
    {
        _observed = observed;
        _backends.Clear();
        Endpoints = View(observed);
        Proxies.ForEach(proxy => proxy.UseEndpoints(now));
    }

    /// <summary>Pushes a configuration.</summary>
    public void PushConfig(MeshResources resources, TimeSpan now)
    {
        _resources = resources;
        Config = Endpoints = View(_observed);
        Proxies.ForEach(proxy => proxy.UseConfig(now));
    }

    private ControlPlaneView View(Inventory observed) => new(PushContext.Of(_cluster, _resources, observed));
}
