using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Generation;

/// <summary>
/// Follows generated routes from gateway to gateway. A node is a gateway's pods in a cluster with the port and host of a request; what it
/// may lead to is every endpoint of every route there, whatever weights and priorities say.
/// </summary>
internal sealed class RequestGraph(MeshResources resources, Inventory inventory)
{
    internal sealed record Node(string Cluster, string Namespace, string Workload, int Port, string Host);

    /// <summary>Every listener of every gateway.</summary>
    public IEnumerable<Node> Entries() =>
        from cluster in resources.Clusters
        from gateway in cluster.Objects.OfType<Mesh.Istio.Resources.Gateway>()
        from server in gateway.Servers
        from host in server.Hosts
        select new Node(
            cluster.Cluster, gateway.Metadata.Namespace!, gateway.Selector.ToString(), (int)server.Port.Number, host.Split('/')[1]);

    /// <summary>The gateways to which a request may be sent next.</summary>
    public IEnumerable<Node> Next(Node node)
    {
        ValueList<IstioObject> objects = resources[node.Cluster];
        Mesh.Istio.Resources.Gateway[] gateways =
        [
            .. objects.OfType<Mesh.Istio.Resources.Gateway>()
                .Where(gateway => gateway.Metadata.Namespace == node.Namespace && gateway.Selector.ToString() == node.Workload),
        ];
        HashSet<string> names = [.. gateways.Select(gateway => $"{gateway.Metadata.Namespace}/{gateway.Metadata.Name}")];
        foreach (VirtualService routes in objects.OfType<VirtualService>()
            .Where(candidate => candidate.Hosts.Contains(node.Host) && candidate.Gateways.Any(names.Contains)))
        {
            foreach ((string? authority, Mesh.Istio.Resources.Destination destination) in Destinations(routes, node.Port))
            {
                foreach (Node next in Behind(node, authority ?? node.Host, destination))
                {
                    yield return next;
                }
            }
        }
    }

    private IEnumerable<Node> Behind(Node node, string authority, Mesh.Istio.Resources.Destination destination)
    {
        if (destination.Host.EndsWith(".svc.cluster.local", StringComparison.Ordinal))
        {
            // A service: what is behind east-west gateways, RouteWalk follows.
            yield break;
        }

        ValueList<IstioObject> objects = resources[node.Cluster];
        ServiceEntry? entry = objects.OfType<ServiceEntry>().SingleOrDefault(candidate => candidate.Hosts.Contains(destination.Host));
        foreach (WorkloadEndpoint endpoint in (entry?.Endpoints ?? []).Where(endpoint => InSubset(objects, node, destination, endpoint)))
        {
            string cluster = endpoint.Labels["multicluster.mesh/cluster"];
            ServiceInfo? service = inventory.Find(cluster)?.Services.FirstOrDefault(candidate =>
                candidate.ClusterIps.Contains(endpoint.Address!) || candidate.ExternalAddresses.Contains(endpoint.Address!));
            Assert.NotNull(service);
            // SNI and authority must agree, or the gateway finds no route.
            Assert.Equal(destination.Host, authority);
            yield return new Node(cluster, service.Namespace, service.Selector.ToString(), GatewayServer.MeshPort, authority);
        }
    }

    private static bool InSubset(
        ValueList<IstioObject> objects, Node node, Mesh.Istio.Resources.Destination destination, WorkloadEndpoint endpoint)
    {
        if (destination.Subset is not { } name)
        {
            return true;
        }

        Subset[] subsets =
        [
            .. objects.OfType<DestinationRule>()
                .Where(rule => rule.Metadata.Namespace == node.Namespace && rule.Host == destination.Host)
                .SelectMany(rule => rule.Subsets)
                .Where(subset => subset.Name == name),
        ];
        Assert.NotEmpty(subsets);
        Assert.Single(subsets.Distinct());
        return subsets[0].Labels.All(label => endpoint.Labels.TryGetValue(label.Key, out string? value) && value == label.Value);
    }

    private static IEnumerable<(string? Authority, Mesh.Istio.Resources.Destination)> Destinations(VirtualService routes, int port) =>
        routes.Http.Where(route => route.Match.Any(match => match.Port == port))
            .SelectMany(route => route.Route.Select(target => (route.Rewrite?.Authority, target.Destination)))
            .Concat(routes.Tcp
                .Where(route => route.Match.Any(match => match.Port == port))
                .SelectMany(route => route.Route)
                .Select(target => ((string?)null, target.Destination)))
            .Concat(routes.Tls
                .Where(route => route.Match.Any(match => match.Port == port))
                .SelectMany(route => route.Route)
                .Select(target => ((string?)null, target.Destination)));

    /// <summary>A way on which a gateway comes twice; null when every way ends.</summary>
    public IReadOnlyList<Node>? FindCircle()
    {
        var done = new HashSet<Node>();
        foreach (Node entry in Entries())
        {
            if (Walk(entry, [], done) is { } circle)
            {
                return circle;
            }
        }

        return null;
    }

    private List<Node>? Walk(Node node, List<Node> way, HashSet<Node> done)
    {
        way.Add(node);
        if (way.SkipLast(1).Contains(node))
        {
            return way;
        }

        foreach (Node next in done.Contains(node) ? [] : Next(node))
        {
            if (Walk(next, way, done) is { } circle)
            {
                return circle;
            }
        }

        done.Add(node);
        way.RemoveAt(way.Count - 1);
        return null;
    }
}
