using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Clusters;
using Mesh.Istio.ControlPlane.Policies;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Indexes;

/// <summary>
/// Finds for every DestinationRule what it holds for. Starts from the rules, so that the cost is that of the hosts which the rules name,
/// and not of all hosts for all namespaces.
/// </summary>
internal sealed class PolicyCases(AnalyzedCluster cluster)
{
    // No namespace is called so: the client that has no rules of its own.
    private const string AnyOtherNamespace = "\0";

    private readonly MeshIndex _index = cluster.Index;
    private readonly Dictionary<string, DestinationRule> _objects = cluster.Objects.OfType<DestinationRule>()
        .GroupBy(NameOf, StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);

    private readonly ILookup<string, MeshService> _byHost = cluster.Index.Registry.Services.ToLookup(
        service => service.Host, StringComparer.Ordinal);

    public IEnumerable<PolicyCase> Find()
    {
        var seen = new HashSet<(string Host, string Namespace, string Rules)>();
        foreach (DestinationRule rule in _objects.Values)
        {
            bool found = false;
            foreach (MeshService service in CoveredBy(rule))
            {
                foreach (ConsolidatedRule merged in MergedFor(rule, service))
                {
                    found = true;
                    if (seen.Add((service.Host, service.Namespace, string.Join(' ', merged.From))))
                    {
                        foreach (PolicyCase known in WithService(merged, service))
                        {
                            yield return known;
                        }
                    }
                }
            }

            // A rule that nobody gets is still read for what it says.
            if (!found)
            {
                foreach (PolicyCase alone in Alone(rule))
                {
                    yield return alone;
                }
            }
        }
    }

    private IEnumerable<MeshService> CoveredBy(DestinationRule rule)
    {
        string host = HostName.Expand(rule.Host, rule.Metadata.Namespace ?? "", _index.Settings.CompletingDomain);
        return HostName.IsWildcard(host)
            ? _index.Registry.Services.Where(service => HostName.IsSubsetOf(service.Host, host))
            : _byHost[host];
    }

    private IEnumerable<ConsolidatedRule> MergedFor(DestinationRule rule, MeshService service)
    {
        string owner = rule.Metadata.Namespace ?? "";
        string name = NameOf(rule);
        bool exported = owner == service.Namespace || owner == _index.Settings.RootNamespace;
        string[] clients = exported
            ? [owner, AnyOtherNamespace, .. rule.ExportTo.Where(
                entry => entry is not (Exports.Everywhere or Exports.OwnNamespace or Exports.Nowhere))] : [owner];
        return clients.Distinct(StringComparer.Ordinal)
            .SelectMany(client => _index.DestinationRules.Find(client, service))
            .Where(merged => merged.From.Contains(name));
    }

    private IEnumerable<PolicyCase> WithService(ConsolidatedRule merged, MeshService service)
    {
        ClientPlace[] clients = [.. cluster.Clients.Where(place => IsUsedFrom(place, merged, service))];
        foreach (EnvoyClusterTemplate plan in cluster.View.TemplatesOf(service, merged, ProxyType.Sidecar, sniDnat: false))
        {
            yield return new PolicyCase
            {
                Cluster = cluster,
                Object = ObjectOf(merged, plan.Identity.Subset),
                Rule = merged,
                Service = service,
                Port = plan.Cluster.Port,
                Subset = plan.Identity.Subset,
                Policy = plan.Policy,
                Setting = plan.Setting,
                Template = plan,
                Clients = clients,
            };
        }
    }

    private IEnumerable<PolicyCase> Alone(DestinationRule rule)
    {
        var merged = new ConsolidatedRule(rule, rule.ExportTo);
        foreach (int port in PolicyScope.Of(rule).Select(scope => scope.Port ?? 0).Distinct())
        {
            EffectivePolicy policy = EffectivePolicy.OfRule(rule.TrafficPolicy, port);
            yield return Alone(merged, null, port, policy);
            foreach (Subset subset in rule.Subsets.AsEnumerable())
            {
                yield return Alone(merged, subset, port, policy.With(subset, port));
            }
        }
    }

    private PolicyCase Alone(ConsolidatedRule merged, Subset? subset, int port, EffectivePolicy policy) => new()
    {
        Cluster = cluster,
        Object = merged.Rule,
        Rule = merged,
        Port = port,
        Subset = subset,
        Policy = policy,
        Setting = EffectiveLbSetting.Select(
            LbSettings.Convert(policy.LoadBalancer?.ZoneAwareLbSetting),
            LbSettings.Convert(policy.LoadBalancer?.LocalityLbSetting),
            TrafficDistribution.Any,
            _index.Settings.ZoneAwareLb,
            _index.Settings.LocalityLb,
            _index.Version),
    };

    private bool IsUsedFrom(ClientPlace place, ConsolidatedRule merged, MeshService service)
    {
        string owner = merged.Rule.Metadata.Namespace ?? "";
        bool ownOnly = owner != service.Namespace && owner != _index.Settings.RootNamespace;
        IEnumerable<string> namespaces = ownOnly ? [owner] : place.Pods.Select(pods => pods.Key);
        foreach (string client in namespaces)
        {
            if (_index.IsVisible(service, client)
                && _index.DestinationRules.Find(client, service) is { Count: > 0 } rules
                && place.Pods[client].Any(pod => SidecarScope.Choose(rules, client, pod.Labels)?.From[0] == merged.From[0]))
            {
                return true;
            }
        }

        return false;
    }

    private DestinationRule ObjectOf(ConsolidatedRule merged, Subset? subset)
    {
        IEnumerable<DestinationRule> parts = merged.From.Select(name => _objects.GetValueOrDefault(name)).OfType<DestinationRule>();
        return (subset?.TrafficPolicy is null
            ? parts.FirstOrDefault(part => part.TrafficPolicy is not null)
            : parts.FirstOrDefault(part => part.Subsets.Contains(subset))) ?? merged.Rule;
    }

    private static string NameOf(DestinationRule rule) => $"{rule.Metadata.Namespace}/{rule.Metadata.Name}";
}
