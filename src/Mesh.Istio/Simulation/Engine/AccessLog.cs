using System.Globalization;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Writes what each proxy would write.</summary>
internal sealed class AccessLog(Action<AccessLogLine>? write, DateTimeOffset start)
{
    public bool IsOn => write is not null;

    public int Port { get; init; }

    public static string Address(LocalityEndpoint endpoint) => Address(endpoint.Address, endpoint.Port);

    public static string Address(string address, int port) =>
        string.Create(
            CultureInfo.InvariantCulture, $"{(address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address)}:{port}");

    /// <summary>A request left a proxy, one way or another.</summary>
    public void Finished(ProxyHop hop, SimRequest request, int code, string flags, string details, long now)
    {
        ProxyNode node = hop.Node;
        SimConnection? upstream = hop.Connection;
        SimConnection? downstream = hop.Downstream;
        write!(new AccessLogLine
        {
            Proxy = node.Name,
            Start = start.AddTicks(hop.Started),
            Method = hop.Call.Request.Method,
            Path = hop.Call.OriginalPath,
            Protocol = downstream?.IsShared ?? request.Protocol != CallProtocol.Http ? "HTTP/2" : "HTTP/1.1",
            Status = code,
            Flags = flags,
            Details = details,
            TransportFailure = hop.Transport.Length > 0 ? hop.Transport : "-",
            BytesSent = code == 0 ? 0 : hop.Body,
            Duration = new TimeSpan(now - hop.Started),
            UpstreamTime = details == "via_upstream" ? new TimeSpan(now - hop.Sent) : null,
            UserAgent = "mesh",
            RequestId = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-4000-8000-{request.Index:x12}"),
            Authority = hop.Call.Authority,
            UpstreamHost = hop.Upstream.Length > 0 ? hop.Upstream : "-",
            UpstreamCluster = hop.Cluster?.Definition.Name ?? "-",
            UpstreamLocal = upstream is null ? "-" : Address(upstream.LocalAddress, upstream.LocalPort),
            DownstreamLocal = downstream is null ? Address(node.Address, Port) : Address(node.Address, downstream.Port),
            DownstreamRemote = downstream is null ? Address("127.0.0.1", 32768 + request.Caller)
                : Address(downstream.LocalAddress, downstream.LocalPort),
            Sni = downstream is { Sni.Length: > 0 } ? downstream.Sni : "-",
            Route = hop.Route.Name,
        });
    }

    /// <summary>A connection that the client's proxy passed on was closed, or could not be passed on.</summary>
    public void TcpFinished(ProxyHop hop, SimRequest request, string flags, long now) =>
        write!(new AccessLogLine
        {
            Proxy = hop.Node.Name,
            Start = start.AddTicks(hop.Started),
            Flags = flags,
            Duration = new TimeSpan(now - hop.Started),
            UpstreamHost = hop.Upstream.Length > 0 ? hop.Upstream : "-",
            UpstreamCluster = hop.Cluster?.Definition.Name ?? "-",
            UpstreamLocal = hop.Connection is { } upstream ? Address(upstream.LocalAddress, upstream.LocalPort) : "-",
            DownstreamLocal = Address(hop.Node.Address, Port),
            DownstreamRemote = Address("127.0.0.1", 32768 + request.Caller),
        });

    /// <summary>A gateway has no server for a connection.</summary>
    public void NoFilterChain(ProxyNode node, SimConnection connection, TimeSpan now) =>
        write?.Invoke(Tcp(node, connection, connection.Port, now.Ticks) with { Flags = "NR", Details = "filter_chain_not_found" });

    /// <summary>A gateway has nobody to pass a connection on to.</summary>
    public void NoUpstream(ProxyNode node, string cluster, SimConnection connection, TimeSpan now) =>
        write?.Invoke(Tcp(node, connection, connection.Port, now.Ticks) with { Flags = "UH", UpstreamCluster = cluster });

    /// <summary>A gateway passed a connection on, which ended at once.</summary>
    public void NotPassedOn(
        ProxyNode node, string cluster, string upstream, SimConnection connection, int port, bool connected, TimeSpan now) =>
        write?.Invoke(
            Tcp(node, connection, port, now.Ticks) with
            {
                Flags = connected ? "-" : "UF,URX",
                UpstreamCluster = cluster,
                UpstreamHost = upstream,
                UpstreamLocal = connected ? Address(node.Address, connection.LocalPort) : "-",
            });

    /// <summary>A connection that gateways passed on was closed.</summary>
    public void Closed(SimConnection connection, TimeSpan now)
    {
        foreach (TcpSession session in write is null ? [] : connection.Sessions)
        {
            write!(Tcp(session.Node, connection, session.Port, session.Started) with
            {
                Duration = now - new TimeSpan(session.Started),
                UpstreamHost = session.Upstream,
                UpstreamCluster = session.Cluster,
                UpstreamLocal = Address(session.Node.Address, session.LocalPort),
            });
        }
    }

    private AccessLogLine Tcp(ProxyNode node, SimConnection connection, int port, long started) => new()
    {
        Proxy = node.Name,
        Start = start.AddTicks(started),
        DownstreamLocal = Address(node.Address, port),
        DownstreamRemote = Address(connection.LocalAddress, connection.LocalPort),
        Sni = connection.Sni.Length > 0 ? connection.Sni : "-",
    };
}
