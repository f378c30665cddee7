using System.Globalization;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>Answers where a sidecar sends a request of its workload (istio <c>core/httproute.go</c>, <c>core/listener.go</c>).</summary>
internal sealed class SidecarRouter(ProxyConfig view)
{
    private const string DefaultRoute = "default";

    public CallResult Route(ProxyCall call)
    {
        if (ListenerFor(call.Port) is not { } egress)
        {
            return Unknown();
        }

        ListenerPort port = egress.On(call.Port);
        return port.Own(call.Address) is ({ } service, { } own) ? OwnListener(egress, service, own, call)
            : port.IsHttp ? Table(egress, call.Port).Route(
                call, new CallResult { Listener = string.Create(CultureInfo.InvariantCulture, $"0.0.0.0_{call.Port}") })
            : Unknown();
    }

    /// <summary>Where a connection to a port goes that does not speak HTTP: by its TLS server name, else by its port and address.</summary>
    public CallResult Connection(MeshService service, MeshPort port, ProxyCall call, CallResult result)
    {
        ValueList<WeightedTarget> targets = ListenerFor(port.Number) is { } egress
            ? new SidecarConnections(view, egress).Targets(service, port, call)
            : default;
        targets = targets.IsEmpty ? [new WeightedTarget(ClusterName.Outbound(port.Number, "", service.Host), 100)] : targets;
        return result with { Targets = targets, Cluster = targets.Count == 1 ? targets[0].Cluster : null };
    }

    private EgressListener? ListenerFor(int port) =>
        Array.Find(view.Scope.Listeners, listener => listener.Port is null || listener.Port == port);

    private CallResult OwnListener(EgressListener egress, MeshService service, MeshPort port, ProxyCall call)
    {
        var result = new CallResult { Listener = string.Create(CultureInfo.InvariantCulture, $"{call.Address}_{call.Port}") };
        if (!port.Protocol.IsHttpOrSniffed())
        {
            return Connection(service, port, call, result);
        }

        return OwnTable(egress, service, port.Number).Route(call, result);
    }

    private RouteTable OwnTable(EgressListener egress, MeshService service, int port)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{service.Host}:{port}");
        return view.TableOf(KeyOf(egress, name), () =>
        {
            var own = new Dictionary<string, MeshService>(StringComparer.Ordinal) { [service.Host] = service };
            List<VirtualHost> hosts = Hosts(egress, egress.RoutesFor(service.Host), own, port);
            hosts.RemoveAll(host => !host.Domains.Contains(service.Host));
            hosts.ForEach(host => host.Domains.Add("*"));
            return new RouteTable(name, hosts, view);
        });
    }

    private RouteTable Table(EgressListener egress, int port) => view.TableOf(
        KeyOf(egress, port.ToString(CultureInfo.InvariantCulture)), () => SharedTable(egress, port));

    private RouteTableKey KeyOf(EgressListener egress, string name) => new(egress, name, egress.AsksForLabels ? view.Labels : default);

    private RouteTable SharedTable(EgressListener egress, int port)
    {
        var services = new Dictionary<string, MeshService>(StringComparer.Ordinal);
        foreach (MeshService service in egress.On(port).Services)
        {
            services[service.Host.ToLowerInvariant()] = service;
        }

        List<VirtualHost> hosts = Hosts(egress, egress.VirtualServices, services, port);
        hosts.Add(CatchAll());
        return new RouteTable(port.ToString(CultureInfo.InvariantCulture), hosts, view);
    }

    private List<VirtualHost> Hosts(
        EgressListener egress, IEnumerable<BoundVirtualService> candidates, Dictionary<string, MeshService> services, int port)
    {
        var hosts = new List<VirtualHost>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var routed = new HashSet<string>(StringComparer.Ordinal);
        var places = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (string host in services.Keys)
        {
            places.TryAdd(host, places.Count);
        }

        string[] keys = [.. services.Keys];
        foreach (BoundVirtualService service in candidates)
        {
            List<RouteEntry> routes = HttpRoutes.For(service, port, BoundVirtualService.MeshGateway, view, services.GetValueOrDefault);
            string[] matching = [.. routes.Count == 0 ? [] : MatchingServices(egress, service, keys, places)];
            foreach (string host in matching.Concat(OtherHosts(service, services, routes.Count > 0 && (matching.Length > 0 || port == 80))))
            {
                Add(hosts, names, host, services.GetValueOrDefault(host), port, routes);
                routed.Add(host);
            }
        }

        foreach ((string host, MeshService service) in services)
        {
            if (!routed.Contains(host) && service.FindPort(port) is { } found && found.Protocol.IsHttpOrSniffed())
            {
                string cluster = ClusterName.Outbound(port, "", service.Host);
                Add(hosts, names, host, service, port,
                    [new RouteEntry(DefaultRoute, RouteMatch.Of(null, view.Index.Regexes), [new WeightedTarget(cluster, 100)])]);
            }
        }

        return hosts;
    }

    // In the order of the services. Only wildcards have to look at all of them.
    private static IEnumerable<string> MatchingServices(
        EgressListener egress, BoundVirtualService service, string[] keys, Dictionary<string, int> places)
    {
        var found = new SortedSet<int>();
        foreach (string name in service.Hosts)
        {
            if (places.TryGetValue(name, out int place))
            {
                found.Add(place);
            }

            for (int i = 0; HostName.IsWildcard(name) && i < keys.Length; i++)
            {
                if (HostName.Matches(keys[i], name) && ReferenceEquals(egress.MostSpecific(keys[i]), service))
                {
                    found.Add(i);
                }
            }
        }

        return found.Select(place => keys[place]);
    }

    // Hosts that are no service at all are routed on port 80, or beside the services of the same VirtualService.
    private static IEnumerable<string> OtherHosts(BoundVirtualService service, Dictionary<string, MeshService> services, bool included) =>
        included
        ? service.Hosts.Where(name => HostName.IsWildcard(name)
            ? !services.Keys.Any(host => HostName.Matches(host, name))
            : !services.ContainsKey(name.ToLowerInvariant())).Select(name => name.ToLowerInvariant())
        : [];

    private void Add(List<VirtualHost> hosts, HashSet<string> names, string host, MeshService? service, int port, List<RouteEntry> routes)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{service?.Host ?? host}:{port}");
        if (names.Add(name))
        {
            var virtualHost = new VirtualHost(name, service is null ? [host] : Domains(service));
            virtualHost.Routes.AddRange(routes);
            hosts.Add(virtualHost);
        }
    }

    private IEnumerable<string> Domains(MeshService service)
    {
        string[] names = [service.Host, .. view.Index.Registry.AliasesOf(service.Host)];
        List<string> domains = [.. names.SelectMany(name => (string[])[name, $"{name}.", .. ShortNames(name)])];
        return service.Resolution == ServiceResolution.Passthrough && service.FromKubernetes
            ? [.. domains, .. domains.Select(domain => $"*.{domain}"), .. service.Addresses]
            : [.. domains, .. service.Addresses];
    }

    private IEnumerable<string> ShortNames(string host)
    {
        string suffix = $".svc.{view.Index.Settings.Domain}";
        if (!host.EndsWith(suffix, StringComparison.Ordinal))
        {
            return [];
        }

        string name = host[..^suffix.Length];
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && name.AsSpan(dot + 1).SequenceEqual(view.Proxy.Namespace) ? [name[..dot], $"{name}.svc", name]
            : [name, $"{name}.svc"];
    }

    private CallResult Unknown()
    {
        string cluster = AllowsUnknown ? ClusterName.Passthrough : ClusterName.BlackHole;
        return new CallResult { Listener = "virtualOutbound", Cluster = cluster, Targets = [new WeightedTarget(cluster, 100)] };
    }

    private VirtualHost CatchAll()
    {
        (string name, ValueList<WeightedTarget> targets) = AllowsUnknown
            ? ("allow_any", (ValueList<WeightedTarget>)[new WeightedTarget(ClusterName.Passthrough, 100)])
            : ("block_all", default);
        var host = new VirtualHost(name, ["*"]);
        host.Routes.Add(new RouteEntry(name, RouteMatch.Of(null, view.Index.Regexes), targets));
        return host;
    }

    private bool AllowsUnknown => view.Scope.Sidecar?.OutboundTrafficPolicy is { } policy
        ? policy.Mode is Resources.OutboundTrafficPolicyMode.AllowAny
        : view.Index.Settings.AllowsUnknownHosts;
}
