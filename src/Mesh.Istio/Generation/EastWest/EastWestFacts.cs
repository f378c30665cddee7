namespace Mesh.Istio.Generation.EastWest;

/// <summary>What was observed, in words, for explanations.</summary>
internal static class EastWestFacts
{
    public static ValueList<string> Of(EastWestEntry entry, ClusterFacts client) =>
        [$"namespace {entry.Gateway.Namespace} is in cluster {client.Name}; the gateway's pods carry {entry.Workload}"];

    public static ValueList<string> Of(EastWestView view)
    {
        var facts = new List<string>
        {
            view.Local is { } local
                ? $"rank {view.LocalRank}: the pods of Service {view.Service.Name} in {local.Cluster.Name}"
                : $"Service {view.Service.Name} does not exist here",
        };
        facts.AddRange(view.Endpoints.Select(endpoint =>
        {
            GatewayInCluster gateway = endpoint.Site.Gateway!.Site;
            string locality = gateway.Locality.IsEmpty ? "locality unknown" : $"locality {gateway.Locality} from {gateway.LocalityOrigin}";
            return $"rank {endpoint.Rank}: {endpoint.Site.Cluster.Name} at {endpoint.Address}, external address of Service "
                + $"{gateway.Namespace}/{gateway.Observed?.Service.Name}; {locality}";
        }));
        facts.AddRange(view.Service.InClusters.Values.Select(site =>
            $"identity in {site.Cluster.Name}: trust domain {site.Cluster.TrustDomain}, namespace {view.Service.Name.Namespace}, service "
                + $"account {string.Join(", ", site.Accounts)}"));
        return facts.ToValueList();
    }
}
