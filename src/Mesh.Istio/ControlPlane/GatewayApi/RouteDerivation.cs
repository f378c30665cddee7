using System.Globalization;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>Attaches routes to listeners and to hosts of the mesh, and joins those of one host.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="listeners">The listeners of every Gateway and ListenerSet that is served, by its name.</param>
internal sealed class RouteDerivation(ApiCluster cluster, IReadOnlyDictionary<string, Listener[]> listeners)
{
    private readonly Dictionary<string, List<RouteOfHost>> _http = new(StringComparer.Ordinal);
    private readonly List<IstioObject> _streams = [];

    /// <summary>Adds a route, the oldest first.</summary>
    /// <returns>Why a part of it is not known; empty where it is.</returns>
    public string Add(ApiObject route)
    {
        var attached = new List<Listener>();
        var hosts = new List<MeshHost>();
        string why = "";
        foreach (Field reference in route.Spec["parentRefs"].Items)
        {
            string kind = reference["kind"].Text ?? "Gateway";
            string home = reference["namespace"].Text ?? route.Namespace;
            string name = reference["name"].Text ?? "";
            string key = kind == "ListenerSet" ? $"{kind} {home}/{name}" : $"{home}/{name}";
            if (kind is "Service" or "ServiceEntry")
            {
                why = AddHosts(hosts, route, reference, kind, home, name) ? why : $"its parent {kind} {home}/{name} was not observed";
            }
            else if (kind is "Gateway" or "ListenerSet" && listeners.TryGetValue(key, out Listener[]? found))
            {
                attached.AddRange(found.Where(listener => listener.Takes(route, reference)));
            }
            else
            {
                why = $"its parent {kind} {home}/{name} is not followed";
            }
        }

        if (route.Kind is "HTTPRoute" or "GRPCRoute")
        {
            AddHttp(route, attached, hosts);
        }
        else
        {
            _streams.AddRange(new StreamRules(cluster, route).Of([.. attached.Distinct()], hosts));
        }

        return why;
    }

    /// <summary>The VirtualServices of all routes.</summary>
    public IEnumerable<IstioObject> Derived() => _http.Select(entry => Join(entry.Key, entry.Value)).Concat(_streams);

    // False where the parent may be there and was not seen.
    private bool AddHosts(List<MeshHost> hosts, ApiObject route, Field reference, string kind, string home, string name)
    {
        uint? port = reference["port"].Number;
        bool isConsumer = home != route.Namespace;
        if (kind == "ServiceEntry")
        {
            ServiceEntry? entry = cluster.Entries.FirstOrDefault(value => value.Metadata.Namespace == home && value.Metadata.Name == name);
            hosts.AddRange(entry?.Hosts.Select(host => new MeshHost(host, port, isConsumer)) ?? []);
            return entry is not null;
        }

        if (cluster.KnowsServices && cluster.Service(home, name) is null)
        {
            return true;
        }

        hosts.Add(new MeshHost(cluster.HostOf(home, name), port, isConsumer));
        return cluster.KnowsServices;
    }

    private void AddHttp(ApiObject route, List<Listener> attached, List<MeshHost> hosts)
    {
        string[] names = [.. route.Spec["hostnames"].Items.Select(host => host.Text ?? "").Where(host => host.Length > 0)];
        if (attached.Count > 0 && new HttpRules(cluster, route).Of(isForMesh: false) is { } rules)
        {
            foreach (Listener listener in attached.Distinct())
            {
                foreach (string host in (names.Length > 0 ? names.Distinct(StringComparer.Ordinal) : ["*"]).Where(
                    host => !listeners.Values.Any(all => Array.Exists(all, other => listener.LeavesTo(other, host)))))
                {
                    Add(
                        $"{listener.Owner.Namespace}~{listener.GatewayName}~{host}",
                        new RouteOfHost(route, host, listener.FullName, rules));
                }
            }
        }

        if (hosts.Count > 0 && new HttpRules(cluster, route).Of(isForMesh: true) is { } inside)
        {
            foreach (MeshHost host in hosts.Distinct())
            {
                string port = host.Port is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number}~") : "";
                Add($"{route.Namespace}~{port}{host.Host}", new RouteOfHost(route, host.Host, "mesh", host.OnPort(inside))
                {
                    IsForOwnNamespace = host.IsConsumer,
                });
            }
        }
    }

    private void Add(string key, RouteOfHost route)
    {
        if (!_http.TryGetValue(key, out List<RouteOfHost>? list))
        {
            _http.Add(key, list = []);
        }

        list.Add(route);
    }

    // The oldest route gives its namespace; routes come in the order of their age.
    private static VirtualService Join(string name, List<RouteOfHost> routes) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = name,
            Namespace = routes[0].Source.Namespace,
            CreationTimestamp = routes[0].Source.Created,
            Annotations = DerivedNames.OfRoutes(string.Join(',', routes.Select(route => route.Source.Id))),
        },
        Hosts = [routes[0].Host],
        Gateways = [routes[0].Gateway],
        Http = RouteOrder.Sort(routes.SelectMany(route => route.Rules)),
        ExportTo = routes[0].IsForOwnNamespace ? ["."] : default,
    };
}
