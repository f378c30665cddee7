using Mesh.Diagnostics;
using Mesh.Istio.Generation.EastWest;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Tcp;

/// <summary>
/// Where TCP is passed through to the pods' sidecars, so that a handshake that fails behind the gateway fails at the caller and counts as a
/// connect failure. A gateway that ends TLS accepts the connection first: pods that refuse or hang then never make anybody fail over.
/// </summary>
internal sealed class TcpPassage
{
    private readonly Dictionary<(ServerEntry Server, string Cluster), ValueList<string>> _identities = [];
    private readonly HashSet<(string Cluster, string Namespace, ValueMap<string> Workload, ServiceName Service)> _services = [];
    private readonly HashSet<(string Cluster, ServiceName Service)> _exposed = [];

    public TcpPassage(
        IReadOnlyList<PlacedGateway> gateways, OwnRulePlan ownRules, EastWestPlan eastWest, ClusterMap clusters,
        ICollection<Diagnostic> diagnostics)
    {
        var pods = new TcpPods(clusters);
        foreach (PlacedGateway gateway in gateways)
        {
            foreach (ServerEntry server in gateway.Entry.Servers.Where(server => server.Server is TcpServer))
            {
                ServiceName[] services = ServicesOf(server);
                var ended = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
                foreach (ClusterFacts cluster in gateway.Sites.Values.Select(site => site.Cluster).Where(
                    cluster => services.Length > 0 && LeadsSomewhere(server, cluster)))
                {
                    if (Obstacle(gateway.Entry, cluster, services, pods, ownRules, eastWest) is { } obstacle)
                    {
                        Note(ended, obstacle, cluster.Name);
                    }
                    else
                    {
                        Add(server, cluster, services, pods, eastWest);
                    }
                }

                Report(server, ended, diagnostics);
            }
        }
    }

    /// <summary>Whether the gateway of a server passes its connections through in a cluster.</summary>
    public bool Passes(ServerEntry server, string cluster) => _identities.ContainsKey((server, cluster));

    /// <summary>
    /// The identities that answer for a host at a gateway: its pods' where the gateway passes connections through, else its own.
    /// </summary>
    public IEnumerable<string> IdentitiesAt(ServerEntry server, GatewayInCluster site) =>
        _identities.TryGetValue((server, site.Cluster.Name), out ValueList<string> pods) ? pods : site.Identities;

    /// <summary>Whether any gateway on some pods passes connections through to a Service, so that their own rule needs the
    /// subset.</summary>
    public bool LeadsTo(GatewayEntry gateway, string cluster, ServiceName service) =>
        _services.Contains((cluster, gateway.Gateway.Namespace, gateway.Gateway.Workload, service));

    /// <summary>Whether any gateway passes connections through to an exposed service, whose rule then needs the subset.</summary>
    public bool LeadsToExposed(string cluster, ServiceName service) => _exposed.Contains((cluster, service));

    private static ServiceName[] ServicesOf(ServerEntry server)
    {
        var names = new List<ServiceName>();
        foreach (ServiceDestination destination in ((TcpServer)server.Server).Destinations)
        {
            if (!ServiceName.TryParse(destination.Service, server.Gateway.Gateway.Namespace, out ServiceName name))
            {
                return [];
            }

            names.Add(name);
        }

        return [.. names.Distinct()];
    }

    // What leads nowhere has findings of its own.
    private static bool LeadsSomewhere(ServerEntry server, ClusterFacts cluster) => ((TcpServer)server.Server).Destinations.All(
        destination => ServiceName.TryParse(destination.Service, server.Gateway.Gateway.Namespace, out ServiceName name)
            && cluster.FindService(name.Namespace, name.Name) is { } service
            && service.Ports.Any(port => port.Number == destination.Port));

    private static string? Obstacle(
        GatewayEntry gateway, ClusterFacts cluster, ServiceName[] services, TcpPods pods, OwnRulePlan ownRules, EastWestPlan eastWest)
    {
        foreach (ServiceName name in services)
        {
            if (!eastWest.Covers(cluster, name) && !ownRules.Has(gateway, cluster, name))
            {
                return $"no rule of the gateway's own can be written for service '{name}'";
            }

            string[] outside = pods.OutsideMesh(cluster, name);
            if (outside.Length > 0)
            {
                return $"pods of service '{name}' have no sidecar "
                    + $"({string.Join(", ", outside.Take(5))}{(outside.Length > 5 ? ", …" : "")})";
            }

            if (pods.AccountsOf(cluster, name).IsEmpty)
            {
                return $"no pod of service '{name}' tells its service account, in no cluster";
            }
        }

        return null;
    }

    private void Add(ServerEntry server, ClusterFacts cluster, ServiceName[] services, TcpPods pods, EastWestPlan eastWest)
    {
        _identities.Add((server, cluster.Name), services
            .SelectMany(name => pods.AccountsOf(cluster, name).Select(
                account => new SpiffeIdentity(cluster.TrustDomain, name.Namespace, account).ToString()))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToValueList());
        foreach (ServiceName name in services)
        {
            if (eastWest.Covers(cluster, name))
            {
                _exposed.Add((cluster.Name, name));
            }
            else
            {
                _services.Add((cluster.Name, server.Gateway.Gateway.Namespace, server.Gateway.Gateway.Workload, name));
            }
        }
    }

    private static void Note(SortedDictionary<string, List<string>> ended, string obstacle, string cluster)
    {
        if (!ended.TryGetValue(obstacle, out List<string>? clusters))
        {
            ended.Add(obstacle, clusters = []);
        }

        clusters.Add(cluster);
    }

    private static void Report(ServerEntry server, SortedDictionary<string, List<string>> ended, ICollection<Diagnostic> diagnostics)
    {
        foreach ((string obstacle, List<string> clusters) in ended)
        {
            diagnostics.Add(SurroundingsDiagnostics.TcpEndedAtGateway.At(
                server.Path,
                $"In cluster(s) {string.Join(", ", clusters)} {obstacle}, so the gateway ends the TLS of host '{server.Server.Hostname}' "
                    + "instead of passing it through. It accepts a connection before it knows whether a pod takes it: pods that "
                    + "refuse, hang or are gone "
                    + "lose every connection for as long as they do, and nobody fails over.",
                "Mend what is named; then a failed connection counts, and callers leave after 3."));
        }
    }
}
