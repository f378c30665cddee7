using Mesh.Diagnostics;

namespace Mesh.Istio.Generation;

/// <summary>A gateway of the model in the clusters where it is.</summary>
internal sealed class PlacedGateway
{
    private readonly Dictionary<GatewayServer, HttpProtocol> _protocols = new(ReferenceEqualityComparer.Instance);

    private PlacedGateway(GatewayEntry entry, IEnumerable<GatewayInCluster> sites, ICollection<Diagnostic> diagnostics)
    {
        Entry = entry;
        Sites = new SortedDictionary<string, GatewayInCluster>(sites.ToDictionary(site => site.Cluster.Name), StringComparer.Ordinal);
        ClusterFacts[] clusters = [.. Sites.Values.Select(site => site.Cluster)];
        foreach (ServerEntry server in entry.Servers.Where(server => HostPort.IsHttp(server.Server)))
        {
            IReadOnlySet<HttpProtocol> observed = HostProtocols.Observed(server, clusters);
            _protocols.Add(server.Server, HostProtocols.Declared(server.Server) ?? HostProtocols.Common(observed));
            if (observed.Count > 1 && observed.Contains(HttpProtocol.Grpc) && HostProtocols.Declared(server.Server) is null)
            {
                diagnostics.Add(GenerationDiagnostics.ProtocolsDiffer.At(
                    server.Path,
                    $"Host '{server.Server.Hostname}' leads to ports that speak gRPC and to others. Clients speak one protocol to its "
                        + $"gateways; {HostProtocols.Common(observed)} is taken, and gRPC calls lose their trailers over plain HTTP.",
                    "Give gRPC services a host of their own, or say WithProtocol."));
            }
        }
    }

    private PlacedGateway(PlacedGateway before, GatewayEntry entry)
    {
        Entry = entry;
        Sites = before.Sites;
        foreach ((ServerEntry old, ServerEntry now) in before.Entry.Servers.Zip(entry.Servers))
        {
            if (before._protocols.TryGetValue(old.Server, out HttpProtocol protocol))
            {
                _protocols.Add(now.Server, protocol);
            }
        }
    }

    public GatewayEntry Entry { get; }

    /// <summary>The gateway with other routes, which lead to the same services.</summary>
    public PlacedGateway With(WorkspaceGateway gateway) => new(this, new GatewayEntry(Entry.Workspace, gateway, Entry.Settings));

    /// <summary>What the requests of a server speak.</summary>
    public HttpProtocol ProtocolOf(GatewayServer server) => _protocols.GetValueOrDefault(server);

    /// <summary>The places by cluster name, in ordinal order.</summary>
    public IReadOnlyDictionary<string, GatewayInCluster> Sites { get; }

    /// <summary>Every gateway of a model, in the order of their paths.</summary>
    public static IReadOnlyList<PlacedGateway> All(
        ModelWalk model, ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        var resolver = new GatewayResolver(diagnostics);
        var gateways = new List<PlacedGateway>(model.Gateways.Count);
        foreach (GatewayEntry entry in model.Gateways.OrderBy(entry => entry.FullPath, StringComparer.Ordinal))
        {
            NameCheck.Run(entry, diagnostics);
            gateways.Add(
                new PlacedGateway(
                    entry, clusters.All.Select(cluster => resolver.Resolve(entry, cluster)).OfType<GatewayInCluster>(), diagnostics));
        }

        return gateways;
    }
}
