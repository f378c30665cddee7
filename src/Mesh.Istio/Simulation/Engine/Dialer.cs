using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Resources;
using Mesh.Istio.Simulation.Envoy;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>
/// Connects a proxy to a host of one of its clusters: TCP, TLS with identities, and on through gateways that pass bytes on.
/// </summary>
internal sealed class Dialer(SimulationState world, ulong seed, Request request)
{
    private const string Refused = "delayed_connect_error:_Connection_refused";
    private const string TlsReset = "TLS_error:|33554536:system_library:OPENSSL_internal:Connection_reset_by_peer:TLS_error_end";
    private const string NoTls = "TLS_error:|268435703:SSL_routines:OPENSSL_internal:WRONG_VERSION_NUMBER:TLS_error_end";

    // Gateways that pass connections to each other go on until something is exhausted; this bounds it.
    private const int MostGateways = 100;

    private readonly RequestAttempts _attempts = new();
    private SeededRandom _random = new(seed);

    private long ConnectTime => world.Timings.ConnectTime.Ticks;

    /// <summary>Connects to a host.</summary>
    /// <param name="from">The cluster, whose proxy connects.</param>
    /// <param name="host">The host's handle.</param>
    /// <param name="authority">The host of the request.</param>
    public DialResult Dial(ClusterRuntime from, int host, string authority)
    {
        LocalityEndpoint endpoint = from.Upstream.EndpointOf(host);
        var connection = new SimConnection { LocalPort = world.NextPort(), LocalAddress = from.Node.Address };
        CallTls tls = CallTls.None;
        string sni = "";
        UpstreamTls? settings = from.Definition.Tls;
        if (settings is { } used && used.Mode != ClientTlsMode.Disable && (!used.PerEndpoint || endpoint.TlsMode == "istio"))
        {
            tls = used.Mode == ClientTlsMode.IstioMutual ? CallTls.Mutual : CallTls.Simple;
            sni = used.Sni.Length > 0 ? used.Sni : authority;
        }

        return Reach(from, host, connection, authority, tls, sni, tls == CallTls.None ? default : settings!.SubjectAltNames, 0);
    }

    private DialResult Reach(
        ClusterRuntime from, int host, SimConnection connection, string authority, CallTls tls, string sni, ValueList<string> names,
        int hops)
    {
        SimTarget target = from.TargetOf(host, world.Topology, authority);
        var timeout = new DialResult(Math.Max(1, from.Definition.ConnectTimeout.Ticks), null, AttemptKind.ConnectTimeout, "");
        if (world.IsPathDown(from.Node.Proxy.Cluster, target.Cluster))
        {
            return timeout;
        }

        (SimPod? pod, int port) = world.IsAddressDown(from.Upstream.EndpointOf(host).Address) ? (null, 0) : PodOf(target);
        if (pod is null)
        {
            return DialResult.Failed(ConnectTime, Refused);
        }

        if (pod.Unreachable || (pod.Fault == FailureKind.Hangs && tls != CallTls.None))
        {
            return timeout;
        }

        if (pod.Fault == FailureKind.Refused)
        {
            return DialResult.Failed(world.Timings.RoundTrip.Ticks, Refused);
        }

        connection.Extend(pod);
        connection.Port = port;
        connection.Tls = tls;
        connection.Sni = sni;
        return pod.Gateway is { } gateway && pod.Fault != FailureKind.Hangs
            ? Enter(gateway, connection, authority, names, hops)
            : Meet(from.Node, pod, connection, tls, names);
    }

    private DialResult Meet(ProxyNode from, SimPod pod, SimConnection connection, CallTls tls, ValueList<string> names)
    {
        if (tls == CallTls.None)
        {
            connection.Broken |= !world.Access.TakesPlainText(from, pod, connection.Port);
            return new DialResult(ConnectTime, connection, default, "");
        }

        return !pod.SpeaksMutualTls ? DialResult.Failed(ConnectTime, NoTls) : Verify(pod, connection, names);
    }

    private DialResult Verify(SimPod pod, SimConnection connection, ValueList<string> names) =>
        names.IsEmpty || pod.Identity.Length == 0 || names.Contains(pod.Identity)
            ? new DialResult(ConnectTime, connection, default, "")
            : DialResult.Failed(
                ConnectTime,
                $"TLS_error:|268435581:SSL_routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify_cert_failed:_SAN_matcher,_certificate_SANs_are_[{pod.Identity}]:TLS_error_end");

    private DialResult Enter(ProxyNode gateway, SimConnection connection, string authority, ValueList<string> names, int hops)
    {
        RouteChoice route = gateway.Route(connection.Port, authority, connection.Tls, connection.Sni, request);
        if (route.Result.Error == CallResult.NoListener)
        {
            return DialResult.Failed(world.Timings.RoundTrip.Ticks, Refused);
        }

        if (route.IsHttp)
        {
            connection.Route = route;
            connection.RouteVersion = gateway.Version;
            return connection.Tls == CallTls.None ? new DialResult(ConnectTime, connection, default, "")
                : Verify(gateway.Pod!, connection, names);
        }

        if (route.Result.Error is not null || route.AnswersItself)
        {
            world.Log.NoFilterChain(gateway, connection, world.Now);
            return Refuse(connection);
        }

        return PassOn(gateway, route, connection, authority, names, hops);
    }

    private DialResult PassOn(
        ProxyNode gateway, RouteChoice route, SimConnection connection, string authority, ValueList<string> names, int hops)
    {
        ClusterRuntime? next = route.Choose(ref _random);
        _attempts.Begin();
        int host = next is null ? -1 : next.Upstream.Pick(_attempts, null, world.Now);
        int port = connection.Port;
        if (host < 0)
        {
            world.Log.NoUpstream(gateway, next?.Definition.Name ?? route.Result.Targets[0].Cluster, connection, world.Now);
            return Refuse(connection);
        }

        LocalityEndpoint endpoint = next!.Upstream.EndpointOf(host);
        string upstream = AccessLog.Address(endpoint.Address, endpoint.Port);
        DialResult result = hops >= MostGateways
            ? DialResult.Failed(0, Refused)
            : Reach(next, host, connection, authority, connection.Tls, connection.Sni, names, hops + 1);
        // Whether TLS inside succeeds, a proxy that passes bytes on does not see.
        bool connected = result.Connection is not null || result.Transport != Refused && result.Kind != AttemptKind.ConnectTimeout;
        next.Upstream.Report(host, connected ? AttemptOutcome.Responded(200) : AttemptOutcome.Failed(result.Kind), world.Now);
        if (result.Connection is null)
        {
            world.Log.NotPassedOn(gateway, next.Definition.Name, upstream, connection, port, connected, world.Now);
            return connected ? result : Refuse(connection) with { Delay = result.Delay };
        }

        if (connection.Sessions.Count == 0)
        {
            world.Remember(connection);
        }

        connection.Sessions.Add(new TcpSession(gateway, next.Definition.Name, upstream, port, world.NextPort(), world.Now.Ticks));
        return result with { Delay = result.Delay + ConnectTime };
    }

    // With TLS the handshake fails; without, the connection stands and is closed then.
    private DialResult Refuse(SimConnection connection)
    {
        if (connection.Tls != CallTls.None)
        {
            return DialResult.Failed(ConnectTime, TlsReset);
        }

        connection.Broken = true;
        return new DialResult(ConnectTime, connection, default, "");
    }

    private (SimPod? Pod, int Port) PodOf(SimTarget target)
    {
        if (target.Service is not { } service)
        {
            return (target.Pod, target.Port);
        }

        Inventories.ServicePortInfo? wanted = service.Ports.FirstOrDefault(port => port.Number == target.Port);
        if (wanted is null && !service.Headless)
        {
            return (null, 0);
        }

        Backend[] ready = world.ReadyBehind(target.Cluster, service);
        if (ready.Length == 0)
        {
            return (null, 0);
        }

        Backend chosen = ready[_random.Next(ready.Length)];
        int port = wanted is not null && chosen.Ports.TryGetValue(wanted.Name, out int number) ? number : target.Port;
        return (world.Topology.Find(chosen.Key), port);
    }
}
