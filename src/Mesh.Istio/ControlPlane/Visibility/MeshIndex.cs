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
        _gatewaysByLabel = new Lazy<SelectorIndex<Resources.Gateway>>(
            () => new SelectorIndex<Resources.Gateway>(Gateways, gateway => gateway.Selector));
    }

    private readonly Lazy<SelectorIndex<Resources.Gateway>> _gatewaysByLabel;
    private readonly Lazy<CallerLabels> _callers;

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

    /// <summary>The regular expressions of all conditions.</summary>
    public Routing.RegexCache Regexes { get; } = new();

    /// <summary>The services that a namespace may see, those exported to it by name before those for everybody.</summary>
    public IEnumerable<MeshService> ServicesFor(string client)
    {
        var forEverybody = new List<MeshService>();
        foreach (MeshService service in Registry.Services)
        {
            ValueList<string> exportTo = Exports.Effective(service.ExportTo, Settings.DefaultServiceExportTo);
            if (Exports.IsPublic(exportTo))
            {
                forEverybody.Add(service);
            }
            else if (Exports.IsVisible(exportTo, service.Namespace, client))
            {
                yield return service;
            }
        }

        foreach (MeshService service in forEverybody)
        {
            yield return service;
        }
    }

    public bool IsVisible(MeshService service, string client) =>
        Exports.IsVisible(Exports.Effective(service.ExportTo, Settings.DefaultServiceExportTo), service.Namespace, client);
}
