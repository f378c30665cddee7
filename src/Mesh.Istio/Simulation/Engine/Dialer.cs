using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Resources;
using Mesh.Istio.Simulation.Envoy;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>
/// Connects a proxy to a host of one of its clusters: TCP, TLS with identities, and on through gateways that pass bytes on.
/// </summary>
internal sealed class Dialer(SimulationState world, ulong seed)
{
    private const string Refused = "delayed_connect_error:_Connection_refused";
    private const string TlsReset = "TLS_error:|33554536:system_library:OPENSSL_internal:Connection_reset_by_peer:TLS_error_end";
    private const string NoTls = "TLS_error:|268435703:SSL_routines:OPENSSL_internal:WRONG_VERSION_NUMBER:TLS_error_end";

    private const string Expired =
        "TLS_error:|268435581:SSL_routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify_cert_failed:"
            + "_certificate_has_expired:TLS_error_end";

    // Gateways that pass connections to each other go on until something is exhausted; this bounds it.
    private const int MostGateways = 100;

    private readonly RequestAttempts _attempts = new();
    private SeededRandom _random = new(seed);

    private long ConnectTime => world.Timings.ConnectTime.Ticks;

    /// <summary>Connects to a host.</summary>
    /// <param name="from">The cluster, whose proxy connects.</param>
    /// <param name="host">The host's handle.</param>
    /// <param name="call">The request for which it connects; gateways that pass bytes on do not look at it.</param>
    public DialResult Dial(ClusterRuntime from, int host, SimCall call)
    {
        var connection = new SimConnection { LocalPort = world.NextPort(), LocalAddress = from.Node.Address, Sender = from.Node };
        return Reach(from, host, connection, Outer(from, host, call), call, long.MaxValue, 0);
    }

    // TLS as the cluster's own settings begin it; a question can say that the client has no certificate and no proxy.
    private static Handshake Outer(ClusterRuntime from, int host, SimCall call)
    {
        UpstreamTls? settings = from.Definition.Tls;
        if (settings is not { } used || used.Mode == ClientTlsMode.Disable || call.Request.Identity == ""
            || (used.PerEndpoint && from.Upstream.EndpointOf(host).TlsMode != "istio"))
        {
            return default;
        }

        return new Handshake(
            used.Mode == ClientTlsMode.IstioMutual ? CallTls.Mutual : CallTls.Simple,
            used.Sni.Length > 0 ? used.Sni : call.Host,
            used.SubjectAltNames,
            used.Trusts.Length > 0);
    }

    /// <param name="from">The cluster, whose proxy connects.</param>
    /// <param name="host">The host's handle.</param>
    /// <param name="connection">What becomes of it.</param>
    /// <param name="hello">The TLS that travels on it.</param>
    /// <param name="call">The request.</param>
    /// <param name="limit">How long who waits for the whole connection waits, in ticks.</param>
    /// <param name="hops">The gateways so far.</param>
    private DialResult Reach(
        ClusterRuntime from, int host, SimConnection connection, Handshake hello, SimCall call, long limit, int hops)
    {
        limit = Math.Min(limit, Math.Max(1, from.Definition.ConnectTimeout.Ticks));
        DialResult result = ReachHost(from, host, connection, hello, call, limit, hops);
        return result.Delay <= limit ? result
            : new DialResult(limit, null, AttemptKind.ConnectTimeout, "") { Reached = result.Reached };
    }

    private DialResult ReachHost(
        ClusterRuntime from, int host, SimConnection connection, Handshake hello, SimCall call, long limit, int hops)
    {
        SimTarget target = from.TargetOf(host, world.Topology, call.Host);
        var timeout = new DialResult(limit, null, AttemptKind.ConnectTimeout, "");
        if (world.IsPathDown(from.Node.Proxy.Cluster, target.Cluster))
        {
            return timeout;
        }

        (SimPod? pod, int port) = world.IsAddressDown(from.Upstream.EndpointOf(host).Address) ? (null, 0) : PodOf(target);
        if (pod is null)
        {
            return DialResult.Failed(ConnectTime, Refused);
        }

        if (pod.Unreachable)
        {
            return timeout;
        }

        if (pod.Fault == FailureKind.Hangs && hello.Tls != CallTls.None)
        {
            // The kernel takes the connection, and nothing speaks TLS on it.
            return timeout with { Reached = true };
        }

        if (pod.Fault == FailureKind.Refused || (pod.Fault == FailureKind.ApplicationDown && !HasSidecar(pod)))
        {
            return DialResult.Failed(world.Timings.RoundTrip.Ticks, Refused);
        }

        connection.Extend(pod);
        connection.Port = port;
        connection.Tls = hello.Tls;
        connection.Sni = hello.Sni ?? "";
        DialResult result = pod.Gateway is { } gateway && pod.Fault != FailureKind.Hangs
            ? Enter(gateway, connection, hello, call, limit, hops)
            : Meet(pod, connection, hello);
        return result with { Reached = true };
    }

    private static bool HasSidecar(SimPod pod) => pod.SpeaksMutualTls || pod.Gateway is not null;

    private DialResult Meet(SimPod pod, SimConnection connection, Handshake hello)
    {
        if (hello.Tls == CallTls.None)
        {
            connection.Broken |= !world.Access.TakesPlainText(pod, connection.Port);
            return new DialResult(ConnectTime, connection, default, "");
        }

        return !pod.SpeaksMutualTls ? DialResult.Failed(ConnectTime, NoTls) : Verify(pod, connection, hello);
    }

    private DialResult Verify(SimPod pod, SimConnection connection, Handshake hello) =>
        world.Expired.Any && HasExpired(pod, connection, hello) ? DialResult.Failed(ConnectTime, Expired)
        : hello.Names.IsEmpty || pod.Identity.Length == 0 || hello.Names.Contains(pod.Identity)
            ? new DialResult(ConnectTime, connection, default, "")
            : DialResult.Failed(
                ConnectTime,
                $"TLS_error:|268435581:SSL_routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED:verify_cert_failed:_SAN_matcher,"
                    + $"_certificate_SANs_are_[{pod.Identity}]:TLS_error_end");

    private bool HasExpired(SimPod pod, SimConnection connection, Handshake hello) => hello.Tls == CallTls.Mutual
        ? world.Expired.Between(connection.Sender.Proxy.Cluster, pod.Key.Cluster) is not null
        : hello.Checks && pod.Gateway is { } gateway
            && world.Expired.Of(gateway.Config, connection.Port, connection.Sni, hasIstioProtocols: false) is not null;

    private DialResult Enter(
        ProxyNode gateway, SimConnection connection, Handshake hello, SimCall call, long limit, int hops)
    {
        RouteChoice route = gateway.Route(connection.Port, call, connection.Tls, connection.Sni);
        if (route.Result.Error == CallResult.NoListener)
        {
            return DialResult.Failed(world.Timings.RoundTrip.Ticks, Refused);
        }

        if (route.IsHttp)
        {
            connection.Route = route;
            connection.RouteVersion = gateway.Version;
            connection.RouteOf = call;
            return connection.Tls == CallTls.None ? new DialResult(ConnectTime, connection, default, "")
                : Verify(gateway.Pod!, connection, hello);
        }

        if (route.Result.Error is not null || route.AnswersItself)
        {
            world.Log.NoFilterChain(gateway, connection, world.Now);
            return Refuse(connection);
        }

        if (world.Access.RefusesBytes(connection, call))
        {
            return route.EndsTls ? Broken(connection, 0) : Refuse(connection);
        }

        return PassOn(gateway, route, connection, hello, call, limit, hops);
    }

    private DialResult PassOn(
        ProxyNode gateway, RouteChoice route, SimConnection connection, Handshake hello, SimCall call, long limit, int hops)
    {
        ClusterRuntime? next = route.Choose(ref _random, out _);
        _attempts.Begin();
        int host = next is null ? -1 : next.Upstream.Pick(_attempts, null, world.Now);
        int port = connection.Port;
        if (host < 0)
        {
            world.Log.NoUpstream(gateway, next?.Definition.Name ?? route.Result.Targets[0].Cluster, connection, world.Now);
            return Refuse(connection);
        }

        // Where TLS ends here, it ends well whatever is behind; the gateway connects on its own meanwhile.
        DialResult front = route.EndsTls ? Verify(gateway.Pod!, connection, hello) : default;
        if (route.EndsTls && front.Connection is null)
        {
            next!.Upstream.Abandon(host);
            return front;
        }

        // TLS in TLS: what is behind ends the outer one and cannot answer the inner.
        Handshake own = Outer(next!, host, call);
        bool carries = !route.EndsTls && connection.Tls != CallTls.None;
        bool wraps = carries && own.Tls != CallTls.None;
        connection.Sender = carries ? connection.Sender : gateway;
        DialResult result = hops >= MostGateways ? DialResult.Failed(0, Refused)
            : wraps ? DialResult.Failed(ConnectTime, TlsReset) with { Reached = true }
            : route.EndsTls ? Reach(next!, host, connection, own, call, long.MaxValue, hops + 1)
            : Reach(next!, host, connection, carries ? hello : own, call, limit, hops + 1);
        bool connected = Learn(next!, host, result, route.EndsTls, limit);
        LocalityEndpoint endpoint = next!.Upstream.EndpointOf(host);
        string upstream = AccessLog.Address(endpoint.Address, endpoint.Port);
        if (result.Connection is null)
        {
            world.Log.NotPassedOn(gateway, next.Definition.Name, upstream, connection, port, connected, world.Now);
            return route.EndsTls ? Broken(connection, result.Delay)
                : connected ? result : Refuse(connection) with { Delay = result.Delay };
        }

        if (connection.Sessions.Count == 0)
        {
            world.Remember(connection);
        }

        connection.Sessions.Add(new TcpSession(gateway, next.Definition.Name, upstream, port, world.NextPort(), world.Now.Ticks));
        connection.Behind += route.EndsTls ? result.Delay : 0;
        return route.EndsTls ? front : result with { Delay = result.Delay + ConnectTime };
    }

    // What the gateway's own outlier detection hears: whether TLS inside succeeds, a proxy that passes bytes on does not see.
    private bool Learn(ClusterRuntime next, int host, DialResult result, bool endsTls, long limit)
    {
        bool connected = result.Connection is not null || (result.Reached && !endsTls);
        AttemptOutcome outcome = connected ? AttemptOutcome.Responded(200) : AttemptOutcome.Failed(result.Kind);
        if (!connected && !endsTls && result.Kind == AttemptKind.ConnectTimeout && limit < next.Definition.ConnectTimeout.Ticks)
        {
            // Who waits for the connection gives up first, and the gateway with it.
            next.Upstream.Abandon(host);
        }
        else if (connected || result.Delay <= ConnectTime)
        {
            next.Upstream.Report(host, outcome, world.Now);
        }
        else
        {
            long at = world.Now.Ticks + result.Delay;
            world.Later(at, () => next.Upstream.Report(host, outcome, new TimeSpan(at)));
        }

        return connected;
    }

    private DialResult Broken(SimConnection connection, long after)
    {
        connection.Broken = true;
        connection.Behind = after;
        return new DialResult(ConnectTime, connection, default, "");
    }

    // With TLS the handshake fails; without, the connection stands and is closed then.
    private DialResult Refuse(SimConnection connection) =>
        connection.Tls != CallTls.None ? DialResult.Failed(ConnectTime, TlsReset) : Broken(connection, 0);

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

    /// <summary>TLS as a client begins it.</summary>
    private readonly record struct Handshake(CallTls Tls, string? Sni, ValueList<string> Names, bool Checks);
}
