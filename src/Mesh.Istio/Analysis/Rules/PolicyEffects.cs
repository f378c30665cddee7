using System.Globalization;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>What else a policy does, or does not, for the host that it is for.</summary>
internal sealed class PolicyEffects : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (PolicyCase policy in mesh.Clusters.SelectMany(cluster => cluster.Policies).Where(policy => policy.IsBalanced))
        {
            bool orders = policy.Setting.Locality is { Distribute: null } setting
                && (setting.Failover is { IsEmpty: false } || !setting.Keys.IsEmpty);
            CheckPinned(policy, orders, findings);
            CheckHash(policy, orders, findings);
            if (policy.Service is { } service && policy.Stated is { } stated && stated.Enabled != false)
            {
                if (orders && policy.Cluster.Index.ClusterLocal.Contains(service.Host))
                {
                    findings.Add(
                        AnalysisDiagnostics.ClusterLocalHost,
                        policy.SettingPath,
                        $"{service.Host} is cluster-local: only endpoints of the client's own cluster are used, and failover has nowhere "
                            + $"to go.",
                        "Remove the host from MeshConfig's clusterLocal settings, or remove the failover.");
                }

                if (service.Distribution != TrafficDistribution.Any)
                {
                    findings.Add(
                        AnalysisDiagnostics.TrafficDistributionIgnored,
                        policy.SettingPath,
                        $"{service.Source} sets trafficDistribution, and localityLbSetting replaces it.",
                        "Remove one of them.");
                }
            }
        }
    }

    private static void CheckPinned(PolicyCase policy, bool orders, Findings findings)
    {
        if (orders || policy.Policy.OutlierDetection is null || policy.Stated is not null || policy.Setting.Locality is null
            || policy.FirstFor(client => IsSplitByZone(policy.For(client))) is not { } client)
        {
            return;
        }

        findings.Add(
            AnalysisDiagnostics.PinnedToZone,
            policy.OutlierDetectionPath,
            $"outlierDetection alone ranks the zones of {policy.Target}: a client {client.Name} sends everything to the endpoints next to "
                + $"it while they are healthy.",
            "Nothing, if that is what you mean; else set localityLbSetting.enabled to false.");
    }

    private static bool IsSplitByZone(EnvoyCluster? seen) => (seen?.Groups ?? default)
        .Where(group => !group.Endpoints.IsEmpty)
        .GroupBy(group => group.Locality.Region, StringComparer.Ordinal)
        .Any(region => region.Select(group => group.Priority).Distinct().Skip(1).Any());

    private static void CheckHash(PolicyCase policy, bool orders, Findings findings)
    {
        if (orders && policy.Ejects && policy.Stated is not null && policy.Policy.LoadBalancer?.Algorithm is LoadBalancerAlgorithm.Hashed)
        {
            findings.Add(
                AnalysisDiagnostics.HashAndLocality,
                policy.SettingPath.Replace(".localityLbSetting", ".consistentHash", StringComparison.Ordinal),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"consistentHash and priorities are both set for {policy.Target}: clients in different places, and clients that eject "
                        + $"differently, hash to different endpoints."),
                "Use one of them, or accept that a key has one endpoint for each place of clients.");
        }
    }
}
