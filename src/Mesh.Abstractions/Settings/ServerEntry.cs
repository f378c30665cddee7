namespace Mesh;

/// <summary>A server, where it is, and the settings that hold for it.</summary>
internal sealed class ServerEntry
{
    /// <param name="gateway">The gateway.</param>
    /// <param name="server">One of its servers.</param>
    /// <param name="above">The settings that hold for the gateway.</param>
    public ServerEntry(GatewayEntry gateway, GatewayServer server, EffectiveSettings above)
    {
        Gateway = gateway;
        Server = server;
        Settings = above.Under(server.Settings, () => FullPath);
    }

    public GatewayEntry Gateway { get; }

    public GatewayServer Server { get; }

    public EffectiveSettings Settings { get; }

    // Made on demand: of a hundred thousand servers few are ever reported.
    public string Path => $"{Gateway.Path}/servers/{Server.Name}";

    public string FullPath => $"{Gateway.FullPath}/servers/{Server.Name}";

    public ValueList<Route> Routes => Server switch
    {
        HttpServer http => http.Routes,
        HttpsServer https => https.Routes,
        _ => default,
    };

    /// <summary>Whether the server stands in front of the mesh: a route of it leads to clusters.</summary>
    public bool IsEdge => Routes.Any(route => route.Action is ClusterAction);

    public string At(string field) => $"{Path}/{field}";

    public string AtRoute(int route, string field) => $"{Path}/routes/{route}/{field}";

    /// <summary>Every list of destinations: one per forwarding route, or the one of a TCP or TLS server.</summary>
    public IEnumerable<DestinationsEntry> Destinations()
    {
        switch (Server)
        {
            case TcpServer tcp:
                yield return new DestinationsEntry(this, -1, tcp.Destinations);
                break;
            case TlsPassthroughServer tls:
                yield return new DestinationsEntry(this, -1, tls.Destinations);
                break;
            default:
                for (int i = 0; i < Routes.Count; i++)
                {
                    if (Routes[i].Action is ForwardAction forward)
                    {
                        yield return new DestinationsEntry(this, i, forward.Destinations);
                    }
                }

                break;
        }
    }
}
