using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>The origin of a host's objects in one cluster.</summary>
internal sealed class HostOrigin(ServedHost host, ClusterFacts client, ClusterMap clusters, HostVisibility visibility) : Origin
{
    protected override ValueList<string> ModelPaths => host.ModelPaths;

    protected override EffectiveSettings Settings => host.Entry.Settings;

    protected override ValueList<string> Facts =>
        HostView.From(client, host, clusters.RegionOf).Endpoints.Select(Describe).Concat(host.Sites.Values.Select(Identity))
            .Concat(host.VisibleTo.IsEmpty ? [] : [$"seen by namespaces {string.Join(", ", visibility.ScopesOf(host, client))}"])
                .ToValueList();

    private static string Describe(HostEndpoint endpoint)
    {
        string service = $"{(endpoint.Hops > 0 ? $"transit gateway to {endpoint.Target}, "
            : "")}Service {endpoint.Site.Namespace}/{endpoint.Site.Observed?.Service.Name}";
        string address = endpoint.Local ? $"cluster IP of {service}" : $"external address of {service}";
        string locality = endpoint.Site.Locality.IsEmpty ? "locality unknown"
            : $"locality {endpoint.Site.Locality} from {endpoint.Site.LocalityOrigin}";
        return $"rank {endpoint.Rank}: {endpoint.Site.Cluster.Name} at {endpoint.Address}, {address}; {locality}";
    }

    private static string Identity(GatewayInCluster site)
    {
        string accounts = site.ServiceAccounts.IsEmpty ? "no service account known"
            : $"service account {string.Join(", ", site.ServiceAccounts)}";
        return $"identity in {site.Cluster.Name}: trust domain {site.Cluster.TrustDomain}, namespace {site.Namespace}, {accounts}";
    }
}
