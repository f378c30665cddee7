using System.Collections.Concurrent;
using System.Globalization;
using Mesh.Istio.ControlPlane.GatewayApi;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>Joins the servers of all Gateways that select a proxy (istio <c>pilot/pkg/model/gateway.go</c> mergeGateways).</summary>
internal sealed class GatewayServers
{
    private readonly List<GatewayServer> _servers = [];
    private readonly Dictionary<(int Port, string Bind), PortProtocol> _plain = [];
    private readonly HashSet<(int Port, string Bind)> _tls = [];
    private readonly HashSet<(int Port, string Bind)> _later = [];
    private readonly HashSet<(int Port, string Bind, string Host)> _tlsHosts = [];
    private readonly HashSet<string> _httpsRoutes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<int, GatewayServer[]> _byPort = new();
    private readonly ConcurrentDictionary<int, GatewayChains> _chains = new();

    public GatewayServers(MeshIndex mesh, ClientProxy proxy, ValueMap<string> labels)
    {
        foreach (Resources.Gateway gateway in mesh.GatewaysByLabel.Find(labels))
        {
            string? service = DerivedNames.ServiceOf(gateway);
            if (service is null && labels.ContainsKey(DerivedNames.GatewayNameLabel) && gateway.Metadata.Namespace != proxy.Namespace)
            {
                // Pods that istiod deployed for a Gateway of their namespace take no Gateway of another.
                continue;
            }

            foreach (Resources.Server server in gateway.Servers)
            {
                if (ListenerPort(mesh, proxy, labels, (int)server.Port.Number, service) is { } port)
                {
                    Add(gateway, server, port);
                }
            }
        }
    }

    public IReadOnlyList<GatewayServer> All => _servers;

    /// <summary>The servers that listen on a port, in their order.</summary>
    public GatewayServer[] On(int port) => _byPort.GetOrAdd(port, static (port, servers) =>
        [.. servers.Where(server => server.Port == port)], _servers);

    /// <summary>The filter chains of a port, made once.</summary>
    public GatewayChains ChainsOn(int port, Func<GatewayServer[], IEnumerable<GatewayChain>> make) =>
        _chains.GetOrAdd(port, _ => new GatewayChains([.. make(On(port))]));

    public bool HasAutoPassthrough => _servers.Exists(server => server.TlsMode == Resources.ServerTlsMode.AutoPassthrough);

    private void Add(Resources.Gateway gateway, Resources.Server server, int port)
    {
        PortProtocol protocol = PortProtocols.Parse(server.Port.Protocol);
        string owner = gateway.Metadata.Namespace ?? "";
        var entry = new GatewayServer(
            $"{owner}/{gateway.Metadata.Name}",
            server,
            server.Hosts.Select(host => Resolve(host, owner)).ToValueList(),
            port,
            RouteName(gateway, server, port, protocol));
        (int Port, string Bind) place = (port, server.Bind ?? "");
        if (Accepts(entry, protocol, place))
        {
            _servers.Add(entry);
        }
    }

    // The first server of a port decides whether it is plain or TLS; of two TLS servers with one host the later is left out. istiod does
    // not look at plain HTTP that comes right behind the first TLS server.
    private bool Accepts(GatewayServer entry, PortProtocol protocol, (int Port, string Bind) place)
    {
        bool isTls = entry.Server.Tls is not null && !protocol.IsHttp();
        if (!isTls)
        {
            return _tls.Contains(place) ? protocol.IsHttp() && _later.Add(place)
                : _plain.TryAdd(place, protocol) || (protocol.IsHttp() && _plain[place].IsHttp());
        }

        if (_plain.ContainsKey(place) || entry.Hosts.Any(host => _tlsHosts.Contains((place.Port, place.Bind, host))))
        {
            return false;
        }

        if (entry.RouteName.Length > 0 && !_httpsRoutes.Add(entry.RouteName))
        {
            return false;
        }

        if (!_tls.Add(place))
        {
            _later.Add(place);
        }

        foreach (string host in entry.Hosts)
        {
            _tlsHosts.Add((place.Port, place.Bind, host));
        }

        return true;
    }

    private static string Resolve(string host, string owner) =>
        host.StartsWith("./", StringComparison.Ordinal) ? $"{owner}{host[1..]}"
        : host.StartsWith("*/", StringComparison.Ordinal) ? host[2..]
        : host;

    private static string RouteName(Resources.Gateway gateway, Resources.Server server, int port, PortProtocol protocol)
    {
        string bind = server.Bind is { Length: > 0 } address ? $".{address}" : "";
        if (protocol.IsHttp())
        {
            return string.Create(CultureInfo.InvariantCulture, $"http.{port}{bind}");
        }

        bool passes = server.Tls?.Mode is null or Resources.ServerTlsMode.Passthrough or Resources.ServerTlsMode.AutoPassthrough;
        return protocol == PortProtocol.Https && !passes
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"https.{server.Port.Number}.{server.Port.Name}.{gateway.Metadata.Name}.{gateway.Metadata.Namespace}{bind}")
            : "";
    }

    // The port of the pods behind the Service that carries the server's port. A derived Gateway is served behind its own Service only.
    private static int? ListenerPort(MeshIndex mesh, ClientProxy proxy, ValueMap<string> labels, int port, string? only)
    {
        foreach (MeshService service in mesh.Registry.Selecting(proxy.Namespace, labels))
        {
            if ((only is null || service.Host == only) && service.FindPort(port) is { } found)
            {
                foreach (RegistryEndpoint endpoint in mesh.Registry.EndpointsOf(service))
                {
                    if (endpoint.PortName == found.Name && endpoint.Value.Cluster == proxy.Cluster)
                    {
                        return endpoint.Value.Port;
                    }
                }

                if (found.Target > 0)
                {
                    return found.Target;
                }
            }
        }

        return only is null ? port : null;
    }
}
