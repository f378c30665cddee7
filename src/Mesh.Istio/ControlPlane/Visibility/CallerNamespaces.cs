using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>
/// What an istiod's answer depends on of a sidecar's namespace. Of most hosts it says the same in all of them; a namespace has something of
/// its own where an object is in it, names it, or is exported to it alone.
/// </summary>
internal sealed class CallerNamespaces
{
    /// <summary>In place of a namespace that changes nothing; no namespace is called so.</summary>
    public const string Any = "\0";

    private readonly HashSet<string> _apart = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _own = new(StringComparer.Ordinal);
    private readonly bool _areAlike;

    public CallerNamespaces(IReadOnlyCollection<IstioObject> objects, MeshIndex mesh)
    {
        MeshConfig settings = mesh.Settings;
        Sidecar[] sidecars = [.. objects.OfType<Sidecar>()];
        _areAlike = !mesh.Registry.Services.Any(service => IsShort(service.AliasOf) || mesh.Registry.EndpointsOf(service).Any(
                endpoint => IsShort(endpoint.Value.Address)))
            && !sidecars.Any(sidecar => sidecar.Metadata.Namespace == settings.RootNamespace
                && sidecar.Egress.Any(egress => egress.Hosts.Any(NamesItsOwn)));
        _apart.Add(settings.RootNamespace);
        _apart.UnionWith(sidecars.Select(sidecar => sidecar.Metadata.Namespace ?? ""));
        foreach (MeshService service in mesh.Registry.Services)
        {
            AddService(service, mesh);
        }

        foreach (DestinationRule rule in objects.OfType<DestinationRule>())
        {
            string owner = rule.Metadata.Namespace ?? "";
            AddHosts(NamedIn(rule.ExportTo, owner), [HostName.Expand(rule.Host, owner, settings.CompletingDomain)]);
        }

        AddRoutes([.. mesh.VirtualServices.At(BoundVirtualService.MeshGateway)]);
    }

    /// <summary>Whether the proxies of a namespace see what those of any other do, but for some hosts.</summary>
    public bool IsLikeAny(string namespaceName) => _areAlike && !_apart.Contains(namespaceName);

    /// <summary>Whether the proxies of a namespace may get something of their own for a host.</summary>
    public bool HasOwn(string namespaceName, string host) =>
        _own.TryGetValue(namespaceName, out HashSet<string>? hosts) && hosts.Contains(host);

    // Which of several services with a host a namespace sees decides what is on its ports too.
    private void AddService(MeshService service, MeshIndex mesh)
    {
        ValueList<string> exportTo = Exports.Effective(service.ExportTo, mesh.Settings.DefaultServiceExportTo);
        if (!Exports.IsPublic(exportTo))
        {
            _apart.UnionWith(NamedIn(exportTo, service.Namespace));
        }
        else if (mesh.Registry.ByNamespace(service.Host).Count > 1)
        {
            _apart.Add(service.Namespace);
        }
    }

    private void AddRoutes(BoundVirtualService[] routes)
    {
        foreach (BoundVirtualService route in routes)
        {
            string[] named = [.. SourceNamespaces(route.Spec),
                .. Exports.IsPublic(route.ExportTo) ? [] : NamedIn(route.ExportTo, route.Namespace)];
            AddHosts(named, [.. route.Hosts, .. DestinationsOf(route)]);
        }

        // Where a route leads to a host of which a namespace has its own, the host of the route is one too.
        ILookup<string, string> homes = _own.SelectMany(own => own.Value, (own, host) => (Host: host, Home: own.Key))
            .ToLookup(own => own.Host, own => own.Home, StringComparer.Ordinal);
        foreach (BoundVirtualService route in routes)
        {
            AddHosts(DestinationsOf(route).SelectMany(host => homes[host]).Distinct(StringComparer.Ordinal), route.Hosts);
        }
    }

    private void AddHosts(IEnumerable<string> namespaces, IEnumerable<string> hosts)
    {
        foreach (string home in namespaces)
        {
            foreach (string host in hosts)
            {
                if (HostName.IsWildcard(host))
                {
                    _apart.Add(home);
                    continue;
                }

                if (!_own.TryGetValue(home, out HashSet<string>? own))
                {
                    _own.Add(home, own = new(StringComparer.Ordinal));
                }

                own.Add(host);
            }
        }
    }

    private static IEnumerable<string> NamedIn(ValueList<string> exportTo, string owner) =>
        exportTo.Where(name => name is not (Exports.Everywhere or Exports.OwnNamespace or Exports.Nowhere)).Append(owner);

    private static IEnumerable<string> DestinationsOf(BoundVirtualService route) =>
        route.AllDestinations().Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> SourceNamespaces(VirtualService service) =>
        service.Http.SelectMany(route => route.Match).Select(match => match.SourceNamespace)
            .Concat(service.Tcp.SelectMany(route => route.Match).Select(match => match.SourceNamespace))
            .Concat(service.Tls.SelectMany(route => route.Match).Select(match => match.SourceNamespace))
            .Where(name => !string.IsNullOrEmpty(name)).OfType<string>();

    private static bool NamesItsOwn(string host) => host.StartsWith("./", StringComparison.Ordinal)
        || host.StartsWith("~./", StringComparison.Ordinal);

    // A name without dot is looked up in the namespace of whoever dials it.
    private static bool IsShort(string name) => name.Length > 0 && name.AsSpan().IndexOfAny('.', ':') < 0;
}
