using System.Globalization;
using Mesh.Istio.ControlPlane.Policies;
using Mesh.LoadBalancing;

namespace Mesh.Istio.ControlPlane.Clusters;

/// <summary>
/// Says in words why a group got its priority and weight. All explainers are equal: they take no part in the value of a cluster.
/// </summary>
internal sealed class PriorityExplainer : IEquatable<PriorityExplainer>
{
    private readonly EnvoyClusterTemplate? _plan;
    private readonly LbClient? _client;

    public PriorityExplainer(EnvoyClusterTemplate plan, LbClient client)
    {
        _plan = plan;
        _client = client;
    }

    private PriorityExplainer()
    {
    }

    public static PriorityExplainer None { get; } = new();

    public bool Equals(PriorityExplainer? other) => other is not null;

    public override bool Equals(object? obj) => obj is PriorityExplainer;

    public override int GetHashCode() => 0;

    public string Explain(EndpointGroup group)
    {
        string head = string.Create(CultureInfo.InvariantCulture, $"priority {group.Priority}");
        return _plan is null || _client is null ? head : $"{head} {Reason(_plan, _client, group)}";
    }

    private static string Reason(EnvoyClusterTemplate plan, LbClient client, EndpointGroup group)
    {
        EffectiveLbSetting setting = plan.Setting;
        string source = Source(plan);
        if (setting.Locality?.Distribute is { } distribute)
        {
            return Distributed(distribute, client, group, $"{source}.distribute");
        }

        if (setting.ZoneAware is { } zones)
        {
            return zones.Enabled == false
                ? $"because {source}.enabled is false"
                : $"by region: {Distance(client.Locality, group.Locality, zones.Failover ?? default, source)}";
        }

        if (setting.Locality is not { } locality)
        {
            return $"because {source} switches locality load balancing off";
        }

        if (!plan.Ejects && !setting.ForcesFailover)
        {
            string where = plan.Identity.Rule is { } rule ? $"{NameOf(rule)} {plan.Policy.OutlierDetectionPath}.outlierDetection is not set"
                : "no DestinationRule applies";
            return $"because {where}: without outlier detection all endpoints share one priority";
        }

        string labels = locality.Keys.IsEmpty ? "" : Labels(locality, client, group, source);
        return locality.Keys.IsEmpty ? $"by distance: {Distance(client.Locality, group.Locality, locality.Failover ?? default, source)}"
            : locality.Failover is { IsEmpty: false } failover
                ? $"{labels}; then by distance: {Distance(client.Locality, group.Locality, failover, source)}"
            : labels;
    }

    private static string Labels(LocalityLbConfig setting, LbClient client, EndpointGroup group, string source)
    {
        if (group.Endpoints.IsEmpty)
        {
            return "for no endpoint";
        }

        ValueMap<string> labels = group.Endpoints[0].Labels;
        for (int i = 0; i < setting.Keys.Count; i++)
        {
            FailoverPriorityKey key = setting.Keys[i];
            string wanted = key.Expected ?? ValueOf(client.Labels, key.Label);
            string actual = ValueOf(labels, key.Label);
            if (wanted != actual)
            {
                string field = string.Create(CultureInfo.InvariantCulture, $"{source}.failoverPriority[{i}]");
                return $"because `{key.Label}` is {Quoted(actual)} and not {Quoted(wanted)} ({field})";
            }
        }

        return $"because all labels of {source}.failoverPriority match";
    }

    private static string Distributed(ValueList<DistributeRule> rules, LbClient client, EndpointGroup group, string source)
    {
        int index = 0;
        foreach (DistributeRule rule in rules)
        {
            if (LocalityRule.Matches(rule.From, client.Locality))
            {
                string field = string.Create(CultureInfo.InvariantCulture, $"{source}[{index}]");
                foreach ((string to, uint percent) in rule.To)
                {
                    if (LocalityRule.Matches(to, group.Locality))
                    {
                        return string.Create(
                            CultureInfo.InvariantCulture, $"with weight {group.Weight} because {field} gives '{to}' {percent} %");
                    }
                }

                return $"without endpoints because {field} does not list '{group.Locality}'";
            }

            index++;
        }

        return $"because no rule of {source} is for clients in '{client.Locality}'";
    }

    private static string Distance(Locality client, Locality place, ValueList<RegionFailover> rules, string source)
    {
        if (client.Region == place.Region)
        {
            return client.Zone != place.Zone ? $"the same region '{client.Region}'"
                : client.Subzone != place.Subzone ? $"the same zone '{client.Zone}'"
                : $"the client's own place '{client}'";
        }

        for (int i = 0; i < rules.Count; i++)
        {
            if (rules[i].From == client.Region)
            {
                string field = string.Create(CultureInfo.InvariantCulture, $"{source}.failover[{i}]");
                return place.Region == rules[i].To
                    ? $"{field} sends region '{client.Region}' to '{place.Region}'"
                    : $"{field} sends region '{client.Region}' to '{rules[i].To}', not to '{place.Region}'";
            }
        }

        return $"another region, '{place.Region}'";
    }

    /// <summary>The object and the field that the setting comes from.</summary>
    private static string Source(EnvoyClusterTemplate plan)
    {
        EffectivePolicy policy = plan.Policy;
        if (policy.LoadBalancer is { ZoneAwareLbSetting: not null } && plan.Setting.ZoneAware is not null)
        {
            return $"{NameOf(plan.Identity.Rule!)} {policy.LoadBalancerPath}.zoneAwareLbSetting";
        }

        if (policy.LoadBalancer is { LocalityLbSetting: not null })
        {
            return $"{NameOf(plan.Identity.Rule!)} {policy.LoadBalancerPath}.localityLbSetting";
        }

        return plan.Identity.Service.Distribution != TrafficDistribution.Any ? $"{plan.Identity.Service.Source} trafficDistribution"
            : plan.Setting.ZoneAware is not null ? "MeshConfig zoneAwareLbSetting"
            : "MeshConfig localityLbSetting";
    }

    private static string NameOf(Mesh.Istio.ControlPlane.Visibility.ConsolidatedRule rule) => $"DestinationRule {rule.From[0]}";

    private static string ValueOf(ValueMap<string> labels, string label) => labels.TryGetValue(label, out string? value) ? value : "";

    private static string Quoted(string value) => value.Length == 0 ? "absent" : $"'{value}'";
}
