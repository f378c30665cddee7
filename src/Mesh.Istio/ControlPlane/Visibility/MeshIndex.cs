using Mesh.Inventories;
using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.ControlPlane.Policies;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>Everything that does not depend on a client, indexed once.</summary>
internal sealed class MeshIndex
{
    public MeshIndex(PushContext mesh)
    {
        Version = mesh.Version;
        Settings = mesh.Settings;
        Registry = new ServiceRegistry(mesh);
        ValueList<IstioObject> objects = mesh.Configuration;
        DestinationRules = new DestinationRuleIndex(objects.OfType<DestinationRule>(), Settings);
        VirtualServices = new VirtualServiceIndex(objects.OfType<VirtualService>(), Settings);
        Sidecars = new SidecarIndex(objects.OfType<Sidecar>(), Settings.RootNamespace);
        PeerAuthentications = new PeerAuthentications(objects.OfType<PeerAuthentication>(), Settings.RootNamespace);
        Security = new SecurityPolicies(objects, Settings);
        Gateways = [.. objects.OfType<Resources.Gateway>().OrderByAge()];
        ClusterLocal = new ClusterLocalHosts(Settings);
        _callers = new Lazy<CallerLabels>(() => new CallerLabels(objects, Settings, Registry));
        _exported = new Lazy<ILookup<bool, MeshService>>(() => Registry.Services.ToLookup(
            service => Exports.IsPublic(Exports.Effective(service.ExportTo, Settings.DefaultServiceExportTo))));
        _forEverybody = new Lazy<ScopedServices>(() => new ScopedServices(_exported.Value[true]));
        _namespaces = new Lazy<CallerNamespaces>(() => new CallerNamespaces(objects, this));
        _gatewaysByLabel = new Lazy<SelectorIndex<Resources.Gateway>>(
            () => new SelectorIndex<Resources.Gateway>(Gateways, gateway => gateway.Selector));
    }

    private readonly Lazy<SelectorIndex<Resources.Gateway>> _gatewaysByLabel;
    private readonly Lazy<CallerLabels> _callers;
    private readonly Lazy<CallerNamespaces> _namespaces;
    private readonly Lazy<ILookup<bool, MeshService>> _exported;
    private readonly Lazy<ScopedServices> _forEverybody;

    public IstioVersion Version { get; }

    public MeshConfig Settings { get; }

    public ServiceRegistry Registry { get; }

    public DestinationRuleIndex DestinationRules { get; }

    public VirtualServiceIndex VirtualServices { get; }

    public SidecarIndex Sidecars { get; }

    public PeerAuthentications PeerAuthentications { get; }

    public SecurityPolicies Security { get; }

    public Resources.Gateway[] Gateways { get; }

    /// <summary>The Gateways that are for pods with these labels, the oldest first.</summary>
    public SelectorIndex<Resources.Gateway> GatewaysByLabel => _gatewaysByLabel.Value;

    public ClusterLocalHosts ClusterLocal { get; }

    /// <summary>What depends on the labels of sidecars.</summary>
    public CallerLabels Callers => _callers.Value;

    /// <summary>What depends on the namespaces of sidecars.</summary>
    public CallerNamespaces Namespaces => _namespaces.Value;

    /// <summary>The regular expressions of all conditions.</summary>
    public Routing.RegexCache Regexes { get; } = new();

    /// <summary>The services that a namespace may see, those exported to it by name before those for everybody.</summary>
    public IEnumerable<MeshService> ServicesFor(string client) => NamedFor(client).Concat(_exported.Value[true]);

    /// <summary>The same, of each host one. Namespaces to which nothing is exported by name share it.</summary>
    public ScopedServices SeenBy(string client) =>
        NamedFor(client).Any() ? new ScopedServices(ServicesFor(client)) : _forEverybody.Value;

    private IEnumerable<MeshService> NamedFor(string client) => _exported.Value[false].Where(service => IsVisible(service, client));

    public bool IsVisible(MeshService service, string client) =>
        Exports.IsVisible(Exports.Effective(service.ExportTo, Settings.DefaultServiceExportTo), service.Namespace, client);
}
