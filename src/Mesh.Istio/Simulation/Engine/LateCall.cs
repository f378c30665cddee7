using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>A gateway that was frozen reads a request whose caller is gone: it chooses a host, then sees the connection closed.</summary>
internal static class LateCall
{
    public static void Notice(SimWorld world, ProxyNode gateway, FrozenCall call, long now)
    {
        if (!world.Log.IsOn || call.Connection.Route is not { } route || route.AnswersItself)
        {
            return;
        }

        var random = new SeededRandom(world.NextSeed());
        var request = new SimRequest();
        request.Begin(call.Request, 0, 0, now, long.MaxValue);
        request.Enter(gateway, route, call.Connection, now);
        Frame frame = request.Top;
        frame.Cluster = route.Choose(ref random);
        frame.Host = frame.Cluster?.Upstream.Pick(frame.Tries, null, new TimeSpan(now)) ?? -1;
        if (frame.Host >= 0)
        {
            frame.Upstream = AccessLog.Address(frame.Cluster!.Upstream.EndpointOf(frame.Host));
            frame.Cluster.Upstream.Abandon(frame.Host);
            frame.Connection = new SimConnection { LocalAddress = gateway.Address, LocalPort = world.NextPort() };
        }

        world.Log.Finished(frame, request, 0, "DC", "downstream_remote_disconnect", now);
    }
}
