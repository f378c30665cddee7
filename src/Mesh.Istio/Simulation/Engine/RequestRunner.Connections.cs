using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>
/// Requests wait for connections as in Envoy's pools: whoever has waited longest gets the next one, and when one cannot be made, all that
/// wait for the host fail with it.
/// </summary>
internal sealed partial class RequestRunner
{
    // Envoy asks later than the interval says by up to this part of it.
    private const double KeepAliveJitter = 1.15;

    private readonly List<SilentDial> _silent = [];

    private void Acquire(SimRequest request, ProxyHop hop, long now)
    {
        ConnectionPool pool = hop.Cluster!.Pool;
        SimConnection? ready = hop.IsShared ? pool.TakeShared(hop.Host, hop.Node, _world, now) : pool.TakeIdle(hop.Host, now);
        if (ready is not null)
        {
            Give(hop, ready);
            Send(request, hop, now);
            return;
        }

        if (!pool.MayWait)
        {
            Overflow(request, hop, now);
            return;
        }

        hop.Connection = null;
        pool.Of(hop.Host).Wait(request);
        request.Schedule(Step.Dialled, long.MaxValue);
        Connect(hop.Cluster, hop.Host, hop.IsShared, hop.Call, now);
    }

    // As many connections are made as requests wait; in HTTP/2 one is enough for all.
    private void Connect(ClusterRuntime cluster, int host, bool shared, SimCall call, long now)
    {
        HostConnections of = cluster.Pool.Of(host);
        if (of.Connecting >= (shared ? 1 : of.Waiting) || !cluster.Pool.MayConnect(host))
        {
            return;
        }

        of.Connecting++;
        _world.Now = new TimeSpan(now);
        DialResult result = _dialer.Dial(cluster, host, call);
        if (result.Kind == AttemptKind.ConnectTimeout)
        {
            var silent = new SilentDial(cluster, host, shared, call, result.Reached, now, now + result.Delay);
            _silent.Add(silent);
            _world.Later(now + result.Delay, () => GiveUp(silent, result));
        }
        else
        {
            _world.Later(now + result.Delay, () => Connected(cluster, host, shared, call, result));
        }
    }

    private void GiveUp(SilentDial silent, DialResult result)
    {
        if (!silent.IsOver)
        {
            silent.IsOver = true;
            _silent.Remove(silent);
            Connected(silent.Cluster, silent.Host, silent.IsShared, silent.Call, result);
        }
    }

    /// <summary>Something failed or recovered: connections that are being made may get through now.</summary>
    public void TryAgain(long now)
    {
        foreach (SilentDial silent in _silent.ToArray())
        {
            long at = silent.NextChance(now);
            if (at < silent.EndsAt)
            {
                _world.Later(at, () => TryAgain(silent));
            }
        }
    }

    private void TryAgain(SilentDial silent)
    {
        if (silent.IsOver)
        {
            return;
        }

        long now = _world.Now.Ticks;
        DialResult result = _dialer.Dial(silent.Cluster, silent.Host, silent.Call);
        if (result.Kind != AttemptKind.ConnectTimeout && now + result.Delay <= silent.EndsAt)
        {
            silent.IsOver = true;
            _silent.Remove(silent);
            _world.Later(now + result.Delay, () => Connected(silent.Cluster, silent.Host, silent.IsShared, silent.Call, result));
        }
    }

    private void Connected(ClusterRuntime cluster, int host, bool shared, SimCall call, DialResult result)
    {
        long now = _world.Now.Ticks;
        HostConnections of = cluster.Pool.Of(host);
        of.Connecting--;
        if (result.Connection is not { IsAlive: true } connection)
        {
            FailAll(of, result, now);
            return;
        }

        connection.OpenedAt = now;
        connection.IdleSince = now;
        if (shared)
        {
            connection.IsShared = true;
            connection.KeepAlivePhase = _random.NextDouble() * KeepAliveJitter;
            of.Shared = connection;
            while (of.Next() is { } request)
            {
                GiveTo(request, connection, now);
            }
        }
        else if (of.Next() is { } next)
        {
            cluster.Pool.Use();
            GiveTo(next, connection, now);
            Connect(cluster, host, shared, call, now);
        }
        else if (!cluster.Pool.Keep(host, connection, now))
        {
            CloseAt(connection, now);
        }
    }

    private void FailAll(HostConnections of, DialResult result, long now)
    {
        while (of.Next() is { } request)
        {
            ProxyHop hop = request.Top;
            hop.Connection = null;
            hop.Transport = result.Transport;
            hop.Outcome = AttemptOutcome.Failed(result.Connection is null ? result.Kind : AttemptKind.ConnectFailure);
            request.Schedule(Step.End, now);
            _wake(request);
        }
    }

    private void GiveTo(SimRequest request, SimConnection connection, long now)
    {
        Give(request.Top, connection);
        request.Schedule(Step.Dialled, now);
        _wake(request);
    }

    private static void Give(ProxyHop hop, SimConnection connection)
    {
        hop.Connection = connection;
        hop.Transport = "";
        hop.HoldsConnection = !hop.IsShared;
    }

    private void Dialled(SimRequest request, long now)
    {
        ProxyHop hop = request.Top;
        if (hop.Connection is { IsAlive: true })
        {
            Send(request, hop, now);
            return;
        }

        hop.Outcome = AttemptOutcome.Failed(AttemptKind.ConnectFailure);
        End(request, now);
    }

    // A connection is free again, or gone; in HTTP/2 only what ends the connection itself ends it for all.
    private void Release(ProxyHop hop, AttemptKind how, long now)
    {
        if (hop.Connection is not { } connection)
        {
            return;
        }

        ClusterRuntime cluster = hop.Cluster!;
        connection.IdleSince = Math.Max(connection.IdleSince, now);
        if (hop.IsShared)
        {
            if (how is AttemptKind.Reset or AttemptKind.ConnectFailure || connection.Broken)
            {
                CloseAt(connection, now);
            }

            return;
        }

        hop.HoldsConnection = false;
        bool reusable = how == AttemptKind.Response && !connection.Broken && connection.IsAlive;
        if (!reusable)
        {
            cluster.Pool.Lost();
        }

        if (!reusable || !cluster.Pool.Return(hop.Host, connection, now))
        {
            CloseAt(connection, now);
        }

        Serve(cluster, hop.Host, now);
    }

    // The requests that have waited longest get what is free, and what may be made now.
    private void Serve(ClusterRuntime cluster, int host, long now)
    {
        HostConnections of = cluster.Pool.Of(host);
        while (of.Waiting > 0 && cluster.Pool.TakeIdle(host, now) is { } idle)
        {
            GiveTo(of.Next()!, idle, now);
        }

        if (of.Waiting > 0)
        {
            Connect(cluster, host, shared: false, of.Peek()!.Top.Call, now);
        }
    }
}
