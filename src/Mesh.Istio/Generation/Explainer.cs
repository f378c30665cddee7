using Mesh.Istio.Generation.Edge;
using Mesh.Istio.Generation.Guardrails;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>Traces a generated object back to the model and to what was observed.</summary>
internal sealed class Explainer(
    MeshModel model,
    IstioGeneratorOptions options,
    ClusterMap clusters,
    IReadOnlyList<PlacedGateway> gateways,
    IReadOnlyList<ServedHost> hosts,
    EdgePlan edges,
    GuardrailPlan guardrails)
{
    public Explanation? Explain(ClusterFacts cluster, IstioObject value)
    {
        var draft = new Explanation { Cluster = cluster.Name, Object = value.ToString() };
        if (value is Namespace)
        {
            return value.Metadata.Name == options.MulticlusterNamespace
                ? draft with { ModelPaths = [ModelPath.Organization(model.Organization.Name)] }
                : null;
        }

        return value.Metadata.Namespace == options.MulticlusterNamespace
            ? ExplainHost(draft, cluster, value.Metadata.Name)
            : guardrails.Explain(draft, cluster, value) ?? edges.Explain(draft, cluster, value) ?? ExplainGateway(draft, cluster, value);
    }

    private Explanation? ExplainHost(Explanation draft, ClusterFacts cluster, string name)
    {
        ServedHost? host = hosts.FirstOrDefault(candidate => candidate.Metadata.Name == name);
        if (host is null)
        {
            return null;
        }

        var view = HostView.From(cluster, host, clusters.RegionOf);
        return draft with
        {
            ModelPaths = host.ModelPaths,
            Settings = SettingsOf(host.Entry.SettingsOf(host.Server)),
            Facts = view.Endpoints.Select(Describe).Concat(host.Sites.Values.Select(Identity)).ToValueList(),
        };
    }

    private Explanation? ExplainGateway(Explanation draft, ClusterFacts cluster, IstioObject value)
    {
        foreach (PlacedGateway placed in gateways)
        {
            GatewayEntry entry = placed.Entry;
            GatewayInCluster? site = placed.Sites.GetValueOrDefault(cluster.Name);
            if (entry.Gateway.Namespace != value.Metadata.Namespace || site is null)
            {
                continue;
            }

            Explanation here = draft with { Facts = [Place(entry, site)] };
            if (value is Resources.Gateway && ObjectNames.Gateway(entry) == value.Metadata.Name)
            {
                return here with { ModelPaths = [entry.Path, .. entry.Gateway.Servers.Select(entry.ServerPath).Order(StringComparer.Ordinal)] };
            }

            foreach (GatewayServer server in entry.Gateway.Servers)
            {
                if (value is VirtualService && ObjectNames.VirtualService(entry, server) == value.Metadata.Name)
                {
                    return here with { ModelPaths = [entry.ServerPath(server)], Settings = SettingsOf(entry.SettingsOf(server)) };
                }
            }
        }

        return null;
    }

    public static ValueList<string> SettingsOf(EffectiveSettings settings) =>
        ((IEnumerable<KeyValuePair<string, string>>)settings.Sources).Select(source => $"{source.Key} from {source.Value}").ToValueList();

    private static string Describe(HostEndpoint endpoint)
    {
        string service = $"{(endpoint.Hops > 0 ? $"transit gateway to {endpoint.Target}, " : "")}Service {endpoint.Site.Namespace}/{endpoint.Site.Observed?.Service.Name}";
        string address = endpoint.Local ? $"cluster IP of {service}" : $"external address of {service}";
        string locality = endpoint.Site.Locality.IsEmpty ? "locality unknown" : $"locality {endpoint.Site.Locality} from {endpoint.Site.LocalityOrigin}";
        return $"rank {endpoint.Rank}: {endpoint.Site.Cluster.Name} at {endpoint.Address}, {address}; {locality}";
    }

    private static string Identity(GatewayInCluster site)
    {
        string accounts = site.ServiceAccounts.IsEmpty ? "no service account known" : $"service account {string.Join(", ", site.ServiceAccounts)}";
        return $"identity in {site.Cluster.Name}: trust domain {site.Cluster.TrustDomain}, namespace {site.Namespace}, {accounts}";
    }

    private static string Place(GatewayEntry entry, GatewayInCluster site) => site.Observed is { } observed
        ? $"namespace {entry.Gateway.Namespace} is in cluster {site.Cluster.Name}; Service {observed.Service.Name} selects {observed.ReadyPods} ready pod(s) of the gateway"
        : $"namespace {entry.Gateway.Namespace} is in cluster {site.Cluster.Name}; no Service of the gateway was found";
}
