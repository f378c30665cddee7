using System.Collections.Concurrent;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>What the proxies of one namespace with one Sidecar resource see: istiod's <c>SidecarScope</c>. Shared by all of them.</summary>
internal sealed class SidecarScope
{
    private readonly MeshIndex _mesh;
    private readonly ScopedServices _services;

    // Looked for when somebody asks: a gateway leads to few of the hosts that it sees.
    private readonly ConcurrentDictionary<string, IReadOnlyList<ConsolidatedRule>> _rules = new(StringComparer.Ordinal);

    public SidecarScope(MeshIndex mesh, ProxyType type, string client, Sidecar? sidecar)
    {
        _mesh = mesh;
        Client = client;
        Sidecar = sidecar;
        if (type == ProxyType.Router)
        {
            Listeners = [];
            _services = mesh.SeenBy(client);
        }
        else
        {
            _services = new ScopedServices();
            ValueList<IstioEgressListener> egress = sidecar is { Egress.IsEmpty: false } ? sidecar.Egress
                : [new IstioEgressListener { Hosts = ["*/*"] }];
            Listeners = [.. egress.Select(listener => new EgressListener(mesh, client, listener))];
            foreach (EgressListener listener in Listeners)
            {
                Import(listener);
            }
        }
    }

    public string Client { get; }

    public Sidecar? Sidecar { get; }

    public EgressListener[] Listeners { get; }

    public IReadOnlyList<MeshService> Services => _services.All;

    /// <summary>The services that have a virtual address, in istiod's order.</summary>
    public IEnumerable<MeshService> ServicesAt(string address) => _services.At(address);

    public MeshService? FindService(string host) => _services.Find(host);

    /// <summary>The rule for a proxy; <see langword="null"/> when no rule is for it.</summary>
    public ConsolidatedRule? RuleFor(string host, ValueMap<string> labels) =>
        Choose(_rules.GetOrAdd(host, RulesFor), Client, labels);

    private IReadOnlyList<ConsolidatedRule> RulesFor(string host) =>
        FindService(host) is { } service ? _mesh.DestinationRules.Find(Client, service) : [];

    /// <summary>
    /// Of the rules that a namespace has for a host the one for a proxy: one that selects its workload, else the last one that selects
    /// none.
    /// </summary>
    public static ConsolidatedRule? Choose(IReadOnlyList<ConsolidatedRule> rules, string client, ValueMap<string> labels)
    {
        ConsolidatedRule? forAll = null;
        for (int i = 0; i < rules.Count; i++)
        {
            if (rules[i].Selector is not { } selector)
            {
                forAll = rules[i];
            }
            else if (rules[i].Rule.Metadata.Namespace == client && Inventories.LabelMatch.Matches(selector, labels))
            {
                return rules[i];
            }
        }

        return forAll;
    }

    private void Import(EgressListener listener)
    {
        foreach (MeshService service in listener.Services)
        {
            _services.Add(service);
        }

        // A VirtualService brings the services that it leads to, imported or not.
        foreach (BoundVirtualService route in listener.VirtualServices)
        {
            foreach (IGrouping<string, (string Host, int? Port)> destination in route.Destinations(Client).GroupBy(
                target => target.Host, StringComparer.Ordinal))
            {
                if (Pick(_mesh.Registry.ByNamespace(destination.Key)) is { } service
                    && OnPorts(service, listener, [.. destination.Select(target => target.Port)]) is { } matching)
                {
                    _services.Add(matching);
                }
            }
        }
    }

    private MeshService? Pick(IReadOnlyDictionary<string, MeshService> services)
    {
        if (services.TryGetValue(Client, out MeshService? own))
        {
            return own;
        }

        MeshService[] visible = [.. services.Values.Where(service => _mesh.IsVisible(service, Client)).OrderBy(
            service => service.Namespace, StringComparer.Ordinal)];
        return Array.Find(visible, service => service.FromKubernetes) ?? visible.FirstOrDefault();
    }

    private static MeshService? OnPorts(MeshService service, EgressListener listener, HashSet<int?> ports)
    {
        if (listener.MatchesPort)
        {
            return service.FindPort(listener.Port ?? 0) is not { } port ? null
                : service.Ports.Count == 1 ? service : service with { Ports = [port] };
        }

        if (ports.Contains(null) || ports.Contains(0))
        {
            return service;
        }

        var found = service.Ports.Where(port => ports.Contains(port.Number)).ToValueList();
        return found.Count == service.Ports.Count ? service : found.IsEmpty ? null : service with { Ports = found };
    }
}
