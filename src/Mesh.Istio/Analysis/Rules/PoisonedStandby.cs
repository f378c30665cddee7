using System.Globalization;
using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// A path that is broken everywhere is tried at the standby too and ejects it, while good answers keep the first place in; when that dies
/// nobody is left (seen with Envoy 1.40).
/// </summary>
internal sealed class PoisonedStandby : IAnalysisRule
{
    private static readonly string[] AnswersOfHosts = ["5xx", "gateway-error", "502", "503", "504"];

    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters)
        {
            ILookup<string, PolicyCase> cases = cluster.Policies.Where(IsAtRisk)
                .ToLookup(policy => policy.Service!.Host, StringComparer.Ordinal);
            foreach (VirtualService routes in cluster.Objects.OfType<VirtualService>())
            {
                Check(cluster, routes, cases, findings);
            }
        }
    }

    private static void Check(AnalyzedCluster cluster, VirtualService routes, ILookup<string, PolicyCase> cases, Findings findings)
    {
        for (int i = 0; i < routes.Http.Count; i++)
        {
            if (!ReachesStandby(routes.Http[i].Retries))
            {
                continue;
            }

            foreach (Resources.Destination destination in routes.Http[i].Route.Select(target => target.Destination))
            {
                string host = HostName.Expand(destination.Host, routes.Metadata.Namespace ?? "", cluster.Index.Settings.CompletingDomain);
                if (cases[host].FirstOrDefault() is { } policy)
                {
                    findings.Add(
                        AnalysisDiagnostics.PoisonedStandby,
                        cluster.PathOf(routes, string.Create(CultureInfo.InvariantCulture, $"http[{i}].retries")),
                        $"A request that {policy.Target} answers with a gateway error everywhere is tried at the standby too. One such "
                            + "path ejects the standby while nothing else is wrong, and nobody is left when the first place dies.",
                        "Set outlierDetection.minHealthPercent of the DestinationRule to 1.");
                }
            }
        }
    }

    // Two tries share the first place; the third leaves it.
    private static bool ReachesStandby(HttpRetry? retries) =>
        retries is { Attempts: >= 2, RetryRemoteLocalities: true, RetryOn: { } conditions }
        && conditions.Split(',', StringSplitOptions.TrimEntries).Any(token => AnswersOfHosts.Contains(token, StringComparer.Ordinal));

    private static bool IsAtRisk(PolicyCase policy) =>
        policy is { Ejects: true, Subset: null, Template.Cluster: { PanicThreshold: 0, OutlierDetection: { } detection } }
        && ((detection.EnforcingConsecutive5xx ?? 100) > 0 || (detection.EnforcingConsecutiveGatewayFailure ?? 0) > 0)
        && policy.FirstFor(client => HasStandby(policy.For(client))) is not null;

    private static bool HasStandby(EnvoyCluster? cluster) =>
        cluster?.Groups is { } groups
        && groups.Where(group => !group.Endpoints.IsEmpty).Select(group => group.Priority).Distinct().Count() > 1;
}
