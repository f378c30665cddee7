using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>Without outlier detection in the effective policy istiod ranks nothing: all places share priority 0.</summary>
internal sealed class FailoverWithoutOutlierDetection : IAnalysisRule
{
    private const string Help = "Add outlierDetection with maxEjectionPercent 100 to the same policy; {} is enough for priorities.";

    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            foreach (PolicyCase policy in cluster.Policies)
            {
                Check(policy, findings);
            }

            CheckMeshConfig(cluster, findings);
            CheckWorkloadEntries(cluster, findings);
        }
    }

    // A Service gets an endpoint of another region by hand; nobody wants it to take its turn with the pods.
    private static void CheckWorkloadEntries(AnalyzedCluster cluster, Findings findings)
    {
        var ejecting = cluster.Policies.Where(policy => policy.Ejects || policy.Stated is not null).Select(policy => policy.Service?.Host)
            .ToHashSet();
        ILookup<string, WrittenEndpoint> entries = cluster.Written.Where(endpoint => endpoint.Object is Resources.WorkloadEntry).ToLookup(
            endpoint => endpoint.Address, StringComparer.Ordinal);
        foreach (MeshService service in entries.Count == 0 ? [] : cluster.Index.Registry.Services.Where(service =>
            service.FromKubernetes && service.Distribution == TrafficDistribution.Any && !ejecting.Contains(service.Host)))
        {
            ILookup<bool, RegistryEndpoint> written = cluster.Index.Registry.EndpointsOf(service).ToLookup(
                endpoint => entries.Contains(endpoint.Value.Address));
            var regions = written[false].Select(endpoint => endpoint.Value.Locality.Region).ToHashSet(StringComparer.Ordinal);
            if (regions.Count > 0
                && written[true].FirstOrDefault(endpoint => !regions.Contains(endpoint.Value.Locality.Region)) is { } remote)
            {
                findings.Add(
                    AnalysisDiagnostics.FailoverWithoutOutlierDetection,
                    $"{entries[remote.Value.Address].First().Path}locality",
                    $"The WorkloadEntry adds {remote.Value.Address} in '{remote.Value.Locality}' to {service.Host}, and no "
                        + $"DestinationRule gives the host outlierDetection: clients use it in turn with the pods.",
                    "Write a DestinationRule with outlierDetection and localityLbSetting for the host.");
            }
        }
    }

    private static void Check(PolicyCase policy, Findings findings)
    {
        // Zone-aware settings and trafficDistribution need none; what a port's settings take away is another finding.
        if (policy.Ejects || policy.Setting.Locality is not { Distribute: null } setting || policy.Setting.ForcesFailover
            || !policy.IsBalanced || PolicyWipesFailover.TakesOutlierDetection(policy))
        {
            return;
        }

        if (policy.Stated is not null)
        {
            findings.Add(
                AnalysisDiagnostics.FailoverWithoutOutlierDetection,
                policy.SettingPath,
                $"localityLbSetting is set for {policy.Target} and {policy.Policy.OutlierDetectionPath}.outlierDetection is not: all "
                    + $"endpoints share one priority.",
                Help);
        }
        else if (policy.Service is not null && IsWanted(setting, policy.Endpoints))
        {
            findings.Add(
                AnalysisDiagnostics.FailoverWithoutOutlierDetection,
                policy.OutlierDetectionPath,
                $"MeshConfig sets failover, and for {policy.Target} no outlierDetection is set: all endpoints share one priority.",
                Help);
        }
    }

    private static void CheckMeshConfig(AnalyzedCluster cluster, Findings findings)
    {
        if (cluster.Settings.FirstOrDefault(
            stated => stated.Rule is null) is not { Value: { Distribute: null, Enabled: not false } setting } ofMesh)
        {
            return;
        }

        var ruled = cluster.Policies.Select(policy => policy.Service?.Host).ToHashSet();
        string[] without = [.. cluster.Index.Registry.Services
            .Where(service => service.Distribution == TrafficDistribution.Any && service.Resolution == ServiceResolution.ClientSide
                && !ruled.Contains(service.Host) && IsWanted(setting, cluster.Index.Registry.EndpointsOf(service)))
            .Select(service => service.Host)];
        if (without.Length > 0)
        {
            string more = without.Length > 3 ? $" and {without.Length - 3} more" : "";
            findings.Add(
                AnalysisDiagnostics.FailoverWithoutOutlierDetection,
                ofMesh.Path,
                $"localityLbSetting sets failover, and no DestinationRule gives outlierDetection to {string.Join(
                    ", ", without.Take(3))}{more}: their endpoints share one priority.",
                "Write a DestinationRule with outlierDetection for each host.");
        }
    }

    // A list that could order these endpoints shows that somebody wants an order.
    private static bool IsWanted(LocalityLbConfig setting, IEnumerable<RegistryEndpoint> endpoints) =>
        (setting.Failover is { IsEmpty: false } || setting.FailoverPriority is { IsEmpty: false })
        && endpoints.Select(endpoint => endpoint.Value.Locality.Region).Distinct(StringComparer.Ordinal).Skip(1).Any();
}
