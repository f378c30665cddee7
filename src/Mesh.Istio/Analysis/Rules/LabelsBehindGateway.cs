using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// Endpoints of another network are replaced by the network's gateway, which has the labels network and cluster and no other
/// (istio <c>xds/endpoints/ep_filters.go</c>). What failoverPriority compares beside these is lost.
/// </summary>
internal sealed class LabelsBehindGateway : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            foreach (StatedSetting setting in cluster.Settings)
            {
                CheckTwice(setting, findings);
            }

            NetworkGateways gateways = cluster.Index.Registry.Gateways;
            foreach (PolicyCase policy in gateways.Any ? cluster.Policies : [])
            {
                if (policy is { Ejects: true, IsBalanced: true, Setting.Locality: { Distribute: null, Keys: { IsEmpty: false } keys } })
                {
                    Check(policy, keys, gateways, findings);
                }
            }
        }
    }

    private static void Check(PolicyCase policy, ValueList<FailoverPriorityKey> keys, NetworkGateways gateways, Findings findings)
    {
        bool skipsNetwork = policy.Cluster.Index.Version.PrefersNetworkFirst
            && keys[0] is { Label: TopologyLabels.Network, Expected: null };
        (RegistryEndpoint Endpoint, string Key)? lost = null;
        ClientPlace? client = policy.FirstFor(place => (lost = Lost(place)) is not null);
        if (client is null || lost is not { } found)
        {
            return;
        }

        findings.Add(
            AnalysisDiagnostics.LabelsBehindGateway,
            policy.Stated is null ? policy.Cluster.PathOfMeshConfig("localityLbSetting.failoverPriority")
                : $"{policy.SettingPath}.failoverPriority",
            $"failoverPriority compares '{found.Key}'. The endpoint {found.Endpoint.Value.Address} of {policy.Target} is in network "
                + $"'{found.Endpoint.Value.Network}' and is replaced by that network's gateway, which has no such label, so its priority "
                + $"is another one.",
            $"Compare {TopologyLabels.Network} or {TopologyLabels.Cluster}, use failover between regions, or take the field network off "
                + $"endpoints that are gateways themselves.");

        (RegistryEndpoint, string)? Lost(ClientPlace place)
        {
            foreach (RegistryEndpoint endpoint in policy.Endpoints)
            {
                LocalityEndpoint value = endpoint.Value;
                NetworkGateway[] ways = value.Network.Length == 0 || value.Network == place.Proxy.Network ? []
                    : gateways.Find(value.Network, value.Cluster, sidecar: true);
                if (ways.Length > 0)
                {
                    int own = Decides(keys, place.Balanced.Labels, value.Labels, skipsNetwork);
                    int replaced = Decides(
                        keys, place.Balanced.Labels, TopologyLabels.Augment(default, Locality.Empty, ways[0].Cluster, "", ways[0].Network),
                        skipsNetwork);
                    if (own != replaced)
                    {
                        return (endpoint, keys[Math.Min(own, replaced)].Label);
                    }
                }
            }

            return null;
        }
    }

    // The first key that differs; as many as there are keys when none does.
    private static int Decides(ValueList<FailoverPriorityKey> keys, ValueMap<string> client, ValueMap<string> endpoint, bool skipsNetwork)
    {
        for (int i = skipsNetwork ? 1 : 0; i < keys.Count; i++)
        {
            if ((keys[i].Expected ?? ValueOf(client, keys[i].Label)) != ValueOf(endpoint, keys[i].Label))
            {
                return i;
            }
        }

        return keys.Count;
    }

    private static string ValueOf(ValueMap<string> labels, string label) => labels.TryGetValue(label, out string? value) ? value : "";

    // istiod keeps the values in a map by label.
    private static void CheckTwice(StatedSetting setting, Findings findings)
    {
        foreach (IGrouping<string, string> entries in (setting.Value.FailoverPriority ?? default)
            .GroupBy(entry => entry.Split('=')[0], StringComparer.Ordinal)
            .Where(entries => entries.Skip(1).Any() && entries.Any(entry => entry.Contains('=', StringComparison.Ordinal))))
        {
            findings.Add(
                AnalysisDiagnostics.LabelsBehindGateway,
                $"{setting.Path}.failoverPriority",
                $"failoverPriority names '{entries.Key}' more than once ({string.Join(
                    ", ", entries)}): the last value holds for all of them.",
                "Name every label once.");
        }
    }
}
