using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Rounds;

/// <summary>
/// Hosts of a Gateway's mesh port for which it will treat TLS otherwise than now. While it changes, connections come to the listener as it
/// was and as it will be, so the routes must have both.
/// </summary>
internal static class ListenerChange
{
    private const uint MeshPort = GatewayServer.MeshPort;

    /// <summary>The hosts of a Gateway that it treats otherwise, in lower case.</summary>
    public static IReadOnlySet<string> HostsOf(Gateway live, Gateway desired)
    {
        Dictionary<string, ServerTlsMode?> before = Modes(live);
        return Modes(desired).Where(pair => before.TryGetValue(pair.Key, out ServerTlsMode? mode) && mode != pair.Value)
            .Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The routes of a host that also have those of now, where they lack the protocol on the mesh port.</summary>
    public static VirtualService WithBoth(VirtualService desired, VirtualService live) => desired with
    {
        Tcp = desired.Tcp.Any(IsTcp) ? desired.Tcp
            : [.. desired.Tcp, .. live.Tcp.Where(IsTcp)
                .Select(route => route with { Match = [new L4MatchAttributes { Port = MeshPort }] })],
        Tls = desired.Tls.Any(IsTls) ? desired.Tls
            : [.. desired.Tls, .. live.Tls.Where(IsTls).Select(route => route with
            {
                Match = route.Match.Where(match => match.Port == MeshPort).ToValueList(),
            })],
        Http = desired.Http.Any(IsHttp) ? desired.Http
            : [.. desired.Http, .. live.Http.Where(IsHttp).Select(route => route with
            {
                Match = route.Match.Where(match => match.Port == MeshPort).ToValueList(),
            })],
    };

    private static bool IsTcp(TcpRoute route) => route.Match.Any(match => match.Port == MeshPort);

    private static bool IsTls(TlsRoute route) => route.Match.Any(match => match.Port == MeshPort);

    private static bool IsHttp(HttpRoute route) => route.Match.Any(match => match.Port == MeshPort);

    private static Dictionary<string, ServerTlsMode?> Modes(Gateway gateway)
    {
        var modes = new Dictionary<string, ServerTlsMode?>(StringComparer.Ordinal);
        foreach (Server server in gateway.Servers.Where(server => server.Port?.Number == MeshPort))
        {
            foreach (string host in server.Hosts)
            {
                modes.TryAdd(Server.NameOf(host).ToLowerInvariant(), server.Tls?.Mode);
            }
        }

        return modes;
    }
}
