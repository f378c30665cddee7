using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>A client without region is equally far from every region, so that places cannot be ranked for it.</summary>
internal sealed class ClientWithoutLocality : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (PolicyCase policy in mesh.Clusters.SelectMany(cluster => cluster.Policies))
        {
            if (policy is not { Ejects: true, IsBalanced: true, Setting.Locality.Distribute: null })
            {
                continue;
            }

            ClientPlace? lost = policy.Clients.FirstOrDefault(
                client => client.Proxy.Locality.Region.Length == 0 && IsUnranked(policy.For(client)));
            if (lost is not null && !IsUnranked(policy.For(Placed(lost, policy))))
            {
                string pods = string.Join(
                    ", ", lost.Pods.Select(pods => $"{pods.Key}/{pods.First().Name}").Order(StringComparer.Ordinal).Take(3));
                findings.Add(
                    AnalysisDiagnostics.ClientWithoutLocality,
                    policy.Cluster.PathOf(policy.Object),
                    $"Clients without locality ({pods}) have no order among the regions of {policy.Target}: all share one priority.",
                    "Label their nodes with topology.kubernetes.io/region and zone, or the pods with istio-locality.");
            }
        }
    }

    // The same client beside an endpoint; where it has no order either, nobody wanted one.
    private static ClientPlace Placed(ClientPlace client, PolicyCase policy) => new(
        client.Proxy with
        {
            Locality = policy.Endpoints.Select(endpoint => endpoint.Value.Locality).FirstOrDefault(
            place => place.Region.Length > 0)
        }, client.Pods);

    private static bool IsUnranked(EnvoyCluster? seen)
    {
        EndpointGroup[] filled = [.. (seen?.Groups ?? default).Where(group => !group.Endpoints.IsEmpty)];
        return filled.Select(group => group.Priority).Distinct().Count() == 1
            && filled.Select(group => group.Locality.Region).Where(region => region.Length > 0).Distinct(StringComparer.Ordinal).Skip(1)
                .Any();
    }
}
