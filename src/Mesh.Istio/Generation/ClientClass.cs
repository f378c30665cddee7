namespace Mesh.Istio.Generation;

/// <summary>Which clusters see a host alike: those of one region that have nothing of their own for it.</summary>
/// <param name="Own">The cluster, where something of its own counts; empty for all others.</param>
/// <param name="Region">The cluster's region.</param>
/// <param name="KeepsAlive">Whether its proxies watch connections of HTTP/2.</param>
internal readonly record struct ClientClass(string Own, string Region, bool KeepsAlive)
{
    public static ClientClass Of(ServedHost host, ClusterFacts client) =>
        new(HasOwn(host, client.Name) ? client.Name : "", client.Locality.Region, client.IstioVersion.SendsHttp2Keepalive);

    // Its own gateway, an order or a choice of its own; where networks are kept apart or viewers are limited, each is alone.
    private static bool HasOwn(ServedHost host, string client) =>
        host.Sites.ContainsKey(client)
        || host.Paths.IsRestricted
        || !host.VisibleTo.IsEmpty
        || host.HasFirstChoice(client)
        || host.Settings.Failover?.OrderByClient?.ContainsKey(client) == true;
}
