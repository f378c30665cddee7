using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>A gateway that was frozen reads a request whose caller is gone: it chooses a host, then sees the connection closed.</summary>
internal static class AbandonedRequest
{
    public static void Notice(SimulationState world, ProxyNode gateway, BufferedRequest call, long now)
    {
        if (!world.Log.IsOn || call.Connection.Route is not { } route || route.AnswersItself)
        {
            return;
        }

        var random = new SeededRandom(world.NextSeed());
        var request = new SimRequest();
        request.Begin(call.Request, 0, 0, now, long.MaxValue, CallProtocol.Http);
        request.Enter(gateway, route, call.Connection, now);
        ProxyHop hop = request.Top;
        hop.Cluster = route.Choose(ref random, out SimCall sent);
        hop.Call = sent;
        hop.Host = hop.Cluster?.Upstream.Pick(hop.Attempts, null, new TimeSpan(now)) ?? -1;
        if (hop.Host >= 0)
        {
            hop.Upstream = AccessLog.Address(hop.Cluster!.Upstream.EndpointOf(hop.Host));
            hop.Cluster.Upstream.Abandon(hop.Host);
            hop.Connection = new SimConnection { LocalAddress = gateway.Address, LocalPort = world.NextPort(), Sender = gateway };
        }

        world.Log.Finished(hop, request, 0, "DC", "downstream_remote_disconnect", now);
    }
}
