using Mesh.Diagnostics;
using Mesh.Istio.Generation.Edge;
using Mesh.Istio.Generation.Tcp;

namespace Mesh.Istio.Generation;

/// <summary>
/// Collects every host of the model with the gateways that serve it, and finds hosts that two gateways of one cluster claim.
/// </summary>
internal sealed class HostCatalog
{
    private readonly ICollection<Diagnostic> _diagnostics;
    private readonly TcpPassage _tcp;
    private readonly Dictionary<string, Claims> _hosts = new(StringComparer.Ordinal);

    private HostCatalog(TcpPassage tcp, ICollection<Diagnostic> diagnostics) => (_tcp, _diagnostics) = (tcp, diagnostics);

    /// <summary>All hosts in ordinal order.</summary>
    public static IReadOnlyList<DeclaredHost> Of(IEnumerable<PlacedGateway> gateways, TcpPassage tcp, ICollection<Diagnostic> diagnostics)
    {
        var catalog = new HostCatalog(tcp, diagnostics);
        foreach (PlacedGateway gateway in gateways)
        {
            catalog.Add(gateway);
        }

        return [.. catalog._hosts
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new DeclaredHost(
                pair.Value.Entry, pair.Value.Paths.Order(StringComparer.Ordinal).ToValueList(), pair.Value.Sites,
                HostProtocols.Common(pair.Value.Protocols), pair.Value.Identities.ToValueList(), pair.Value.Address,
                pair.Value.VisibleTo.ToValueList()))];
    }

    private void Add(PlacedGateway gateway)
    {
        foreach (ServerEntry server in gateway.Entry.Servers.Where(server => !EdgeServer.Is(server.Server)))
        {
            if (!_hosts.TryGetValue(server.Server.Hostname, out Claims? claims))
            {
                _hosts.Add(server.Server.Hostname, claims = new Claims(server));
            }

            claims.Paths.Add(server.FullPath);
            claims.Address ??= (server.Server as TcpServer)?.Address;
            claims.Protocols.Add(gateway.ProtocolOf(server.Server));
            if (server.Server.VisibleTo is { } visible)
            {
                claims.VisibleTo.Add([server.Gateway.Workspace.Path, .. visible]);
            }

            var backends = new BackendCheck(server, _diagnostics);
            foreach (GatewayInCluster site in gateway.Sites.Values)
            {
                Claim(claims, server, site, backends);
            }

            backends.ReportPorts();
        }
    }

    private void Claim(Claims claims, ServerEntry server, GatewayInCluster site, BackendCheck backends)
    {
        string cluster = site.Cluster.Name;
        if (claims.ByCluster.TryGetValue(cluster, out ServerEntry? other))
        {
            _diagnostics.Add(GenerationDiagnostics.HostClaimedTwice.At(
                $"{server.Path}/hostname",
                $"In cluster '{cluster}' the host '{server.Server.Hostname}' is also served by '{other.Path}'; clients are told of that "
                    + $"one only.",
                "Give one of the servers another host, or keep the gateways in different clusters."));
            return;
        }

        claims.ByCluster.Add(cluster, server);
        if (backends.CanServe(site.Cluster) && site.Cluster.State != ClusterState.Evacuated)
        {
            claims.Sites.Add(cluster, site);
            claims.Identities.UnionWith(_tcp.IdentitiesAt(server, site));
        }
    }

    /// <summary>What is known of a host while gateways are still being looked at.</summary>
    private sealed class Claims(ServerEntry entry)
    {
        public ServerEntry Entry { get; } = entry;

        public List<string> Paths { get; } = [];

        public HashSet<HttpProtocol> Protocols { get; } = [];

        public List<ValueList<string>> VisibleTo { get; } = [];

        public Dictionary<string, ServerEntry> ByCluster { get; } = new(StringComparer.Ordinal);

        public SortedSet<string> Identities { get; } = new(StringComparer.Ordinal);

        public string? Address { get; set; }

        public SortedDictionary<string, GatewayInCluster> Sites { get; } = new(StringComparer.Ordinal);
    }
}
