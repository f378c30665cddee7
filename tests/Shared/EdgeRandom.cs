namespace Mesh.Tests;

/// <summary>Random edge gateways in front of the hosts of a workspace, and which networks reach which.</summary>
internal sealed class EdgeRandom(Random random)
{
    /// <summary>At most one edge gateway for hosts that other gateways of the workspace serve in HTTP.</summary>
    public IEnumerable<WorkspaceGateway> Edges(
        IEnumerable<WorkspaceGateway> gateways, string[] namespaces, string[] clusters, Func<string, string> name)
    {
        string[] hosts = [.. gateways
            .SelectMany(gateway => gateway.Servers)
            .Where(server => server is HttpServer or HttpsServer)
            .Select(server => server.Hostname)];
        if (hosts.Length == 0 || random.Next(2) == 0)
        {
            yield break;
        }

        string gateway = name("e");
        yield return new WorkspaceGateway
        {
            Name = gateway,
            Namespace = namespaces[random.Next(namespaces.Length)],
            Workload = [new("app", gateway)],
            Servers = Enumerable
                .Range(0, random.Next(1, 3))
                .Select(GatewayServer (i) => Server(name("s"), i, hosts[random.Next(hosts.Length)], clusters))
                .ToValueList(),
        };
    }

    /// <summary>Which networks reach which, among those of the clusters.</summary>
    public ValueMap<ValueList<string>> Reachability(IReadOnlyList<string> networks) => networks
        .Where(_ => random.Next(4) > 0)
        .Select(network => KeyValuePair.Create(network, networks.Where(other => other != network && random.Next(2) == 0).ToValueList()))
        .ToValueMap();

    private HttpServer Server(string name, int index, string host, string[] clusters) => new()
    {
        Name = name,
        // Only one server of a gateway may have the host itself.
        Hostname = index == 0 && random.Next(2) == 0 ? host : $"{name}.edge.example.com",
        Routes =
        [
            new Route { Matches = [new HttpMatch { Path = TextMatch.Prefix("/old/") }], Action = new RedirectAction { Path = "/" } },
            new Route { Action = Action(host, clusters) },
        ],
    };

    private ClusterAction Action(string host, string[] clusters)
    {
        string[] shuffled = [.. clusters];
        random.Shuffle(shuffled);
        bool isWeighted = random.Next(2) == 0;
        TierCluster[] named = [.. shuffled.Take(random.Next(0, shuffled.Length + 1))
        .Select(cluster => new TierCluster(cluster, isWeighted ? random.Next(1, 100) : null))];
        return new ClusterAction
        {
            Host = host,
            Clusters = [.. named],
            Fallback = named.Length > 0 && random.Next(2) == 0 ? true : null,
            RewritePath = random.Next(3) == 0 ? "/" : null,
        };
    }
}
