using System.Globalization;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// maxEjectionPercent counts the endpoints of all priorities. While one endpoint of the first priority may not be ejected, it keeps
/// getting requests (envoy <c>outlier_detection_impl.cc</c>).
/// </summary>
internal sealed class EjectionBudgetTooSmall : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (PolicyCase policy in mesh.Clusters.SelectMany(cluster => cluster.Policies))
        {
            if (policy.FirstFor(client => LimitFor(policy, client) is not null) is { } found)
            {
                Report(policy, policy.For(found)!, LimitFor(policy, found)!.Value, found.Name, findings);
            }
        }
    }

    private static (int First, int Allowed, int All)? LimitFor(PolicyCase policy, ClientPlace client) =>
        policy.For(client) is { } seen ? Limit(seen) : null;

    /// <summary>
    /// How many endpoints the first priority has, and how many of them may be ejected; <see langword="null"/> when all may, or none has to.
    /// </summary>
    public static (int First, int Allowed, int All)? Limit(EnvoyCluster cluster)
    {
        if (cluster.OutlierDetection is not { } detection || cluster.Groups is not { } groups)
        {
            return null;
        }

        EndpointGroup[] filled = [.. groups.Where(group => !group.Endpoints.IsEmpty)];
        int all = filled.Sum(group => group.Endpoints.Count);
        int lowest = filled.Length == 0 ? 0 : filled.Min(group => group.Priority);
        int first = filled.Where(group => group.Priority == lowest).Sum(group => group.Endpoints.Count);
        if (first == all || detection.AllowsEjection(first - 1, all))
        {
            return null;
        }

        int allowed = 0;
        while (detection.AllowsEjection(allowed, all))
        {
            allowed++;
        }

        return (first, allowed, all);
    }

    private static void Report(
        PolicyCase policy, EnvoyCluster seen, (int First, int Allowed, int All) limit, string client, Findings findings)
    {
        uint percent = seen.OutlierDetection!.MaxEjectionPercentOrDefault;
        string stated = seen.OutlierDetection.MaxEjectionPercent is null ? " (the default)" : "";
        findings.Add(
            AnalysisDiagnostics.EjectionBudgetTooSmall,
            $"{policy.OutlierDetectionPath}.maxEjectionPercent",
            string.Create(
                CultureInfo.InvariantCulture,
                $"maxEjectionPercent is {percent}{stated}: of the {limit.All} endpoints of {policy.Target}, {limit.Allowed} may be "
                    + $"ejected, and a client {client} has {limit.First} in its first priority. Those left over get requests although "
                    + $"they fail."),
            "Set maxEjectionPercent to 100.");
    }
}
