using System.Collections.Concurrent;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>One egress listener of a sidecar with the services and VirtualServices that it imports.</summary>
internal sealed class EgressListener
{
    public EgressListener(MeshIndex mesh, string client, IstioEgressListener listener)
    {
        int port = (int)(listener.Port?.Number ?? 0);
        Port = listener.Port is null ? null : port;
        MatchesPort = port != 0 && PortProtocols.Parse(listener.Port?.Protocol) != PortProtocol.HttpProxy;
        var hosts = new EgressHosts(listener.Hosts, client, mesh.Version.ReadsEgressExclusions);
        VirtualServices = [.. mesh.VirtualServices.Find(client, BoundVirtualService.MeshGateway)
            .Where(service => service.Hosts.Any(host => hosts.ImportsRoute(host, service.Namespace)))];
        AsksForLabels = Array.Exists(VirtualServices, service => service.AsksForLabels);
        Services = OnePerHost(
            mesh.ServicesFor(client).Where(service => hosts.Imports(service.Host, service.Namespace)).Select(OnPort), client);
        _routes = new Lazy<RouteHosts>(() => new RouteHosts(VirtualServices));
    }

    private readonly ConcurrentDictionary<int, ListenerPort> _ports = new();
    private readonly Lazy<RouteHosts> _routes;

    /// <summary>The listener's port; <see langword="null"/> for the listener of all other ports.</summary>
    public int? Port { get; }

    public bool MatchesPort { get; }

    public List<MeshService> Services { get; }

    public BoundVirtualService[] VirtualServices { get; }

    /// <summary>Whether a route depends on the labels of the workload.</summary>
    public bool AsksForLabels { get; }

    /// <summary>The services on a port.</summary>
    public ListenerPort On(int port) => _ports.GetOrAdd(port, static (port, services) => new ListenerPort(services, port), Services);

    /// <summary>The VirtualServices that can be for a host, in istiod's order.</summary>
    public IEnumerable<BoundVirtualService> RoutesFor(string host) => _routes.Value.For(host);

    /// <summary>Of several VirtualServices the one with the most specific host that covers a host.</summary>
    public BoundVirtualService? MostSpecific(string host) => _routes.Value.MostSpecific(host);

    private MeshService? OnPort(MeshService service)
    {
        if (!MatchesPort)
        {
            return service;
        }

        return service.FindPort(Port ?? 0) is not { } port ? null : service.Ports.Count == 1 ? service : service with { Ports = [port] };
    }

    // Of several namespaces with the host the client's own wins, then Kubernetes, then the first in order.
    private static List<MeshService> OnePerHost(IEnumerable<MeshService?> services, string client)
    {
        var found = new List<MeshService>();
        var chosen = new Dictionary<string, MeshService>(StringComparer.Ordinal);
        foreach (MeshService? service in services)
        {
            if (service is null)
            {
                continue;
            }

            found.Add(service);
            if (!chosen.TryGetValue(service.Host, out MeshService? best)
                || service.Namespace == client
                || (!best.FromKubernetes && service.FromKubernetes && best.Namespace != client))
            {
                chosen[service.Host] = service;
            }
        }

        found.RemoveAll(service => chosen[service.Host].Namespace != service.Namespace);
        return found;
    }
}
