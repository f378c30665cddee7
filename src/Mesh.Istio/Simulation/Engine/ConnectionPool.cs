using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>
/// The connections of one cluster of one proxy: in HTTP/1.1 one for each request under way, which is kept for the next; in HTTP/2 one to a
/// host for all; in TCP one for each call. With the cluster's circuit breakers.
/// </summary>
internal sealed class ConnectionPool(EnvoyConnectionPool settings)
{
    private readonly List<HostConnections?> _hosts = [];
    private int _busy;
    private int _requests;
    private int _retries;

    public bool HasRoomForRequest => settings.MaxRequests is not { } most || _requests < most;

    public bool HasRoomForRetry => settings.MaxRetries is not { } most || _retries < most;

    /// <summary>Whether another request may wait for a connection.</summary>
    public bool MayWait => settings.MaxPendingRequests is not { } most || _hosts.Sum(host => host?.Waiting ?? 0) < most;

    public HostConnections Of(int host)
    {
        while (_hosts.Count <= host)
        {
            _hosts.Add(null);
        }

        return _hosts[host] ??= new HostConnections();
    }

    /// <summary>Whether another connection to a host may be made. A host without any gets one whatever the limit.</summary>
    public bool MayConnect(int host) => settings.MaxConnections is not { } most || Connections < most
        || (Of(host) is { Connecting: 0, Idle.Count: 0, Shared: null } && _busy == 0);

    /// <summary>Whether there is room for a TCP connection, for which none waits.</summary>
    public bool HasRoomForConnection => settings.MaxConnections is not { } most || Connections < most;

    /// <summary>An idle connection to a host, if there is one that still stands and is not too old.</summary>
    public SimConnection? TakeIdle(int host, long now)
    {
        HostConnections of = Of(host);
        while (of.Idle.TryPop(out SimConnection? connection))
        {
            if (connection.IsAlive && now - connection.IdleSince < settings.IdleTimeout.Ticks)
            {
                _busy++;
                return connection;
            }
        }

        return null;
    }

    /// <summary>The connection that all requests to a host share; <see langword="null"/> when there is none that stands.</summary>
    public SimConnection? TakeShared(int host, ProxyNode node, SimulationState world, long now)
    {
        HostConnections of = Of(host);
        bool stands = of.Shared is { IsAlive: true } connection
            && IsFresh(connection, now)
            && now - connection.IdleSince < settings.IdleTimeout.Ticks
            && ClosesAt(connection, node, world) > now;
        return stands ? of.Shared : of.Shared = null;
    }

    /// <summary>
    /// When keep-alive closes a connection on which nothing comes back; never when something does, or without keep-alive.
    /// </summary>
    public long ClosesAt(SimConnection connection, ProxyNode node, SimulationState world) =>
        settings.KeepAliveInterval is { } interval && world.AnyBlocked && connection.Blocked(node, world, out long since) is not null
            ? since + (long)(interval.Ticks * connection.KeepAlivePhase) + settings.KeepAliveTimeout.Ticks
            : long.MaxValue;

    /// <summary>A connection that was just made is used.</summary>
    public void Use() => _busy++;

    /// <summary>A connection is free again; it is kept unless it has carried enough or is old.</summary>
    /// <returns>Whether it is kept.</returns>
    public bool Return(int host, SimConnection connection, long now)
    {
        _busy--;
        return Keep(host, connection, now);
    }

    /// <summary>Keeps a free connection unless it has carried enough or is old.</summary>
    /// <returns>Whether it is kept.</returns>
    public bool Keep(int host, SimConnection connection, long now)
    {
        connection.IdleSince = now;
        bool kept = IsFresh(connection, now);
        if (kept)
        {
            Of(host).Idle.Push(connection);
        }

        return kept;
    }

    /// <summary>A connection in use is gone.</summary>
    public void Lost() => _busy--;

    /// <summary>A request is under way.</summary>
    public void Began(ProxyHop hop)
    {
        _requests += hop.IsCounted ? 0 : 1;
        hop.IsCounted = true;
    }

    /// <summary>A retry is under way.</summary>
    public void BeganRetry(ProxyHop hop)
    {
        _retries += hop.IsCountedAsRetry ? 0 : 1;
        hop.IsCountedAsRetry = true;
    }

    /// <summary>A request, or its retry, is not under way any more.</summary>
    public void Ended(ProxyHop hop)
    {
        _requests -= hop.IsCounted ? 1 : 0;
        _retries -= hop.IsCountedAsRetry ? 1 : 0;
        (hop.IsCounted, hop.IsCountedAsRetry) = (false, false);
    }

    private int Connections => _busy + _hosts.Sum(host => host is null ? 0
        : host.Connecting + host.Idle.Count(connection => connection.IsAlive) + (host.Shared is { IsAlive: true } ? 1 : 0));

    private bool IsFresh(SimConnection connection, long now) =>
        (settings.MaxRequestsPerConnection is not { } most || connection.Requests < most)
        && (settings.MaxConnectionDuration is not { } age || now - connection.OpenedAt < age.Ticks);
}
