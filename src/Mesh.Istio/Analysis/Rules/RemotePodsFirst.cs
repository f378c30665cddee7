using Mesh.Istio.Analysis.Indexes;
using Mesh.Istio.ControlPlane;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Analysis.Rules;

/// <summary>
/// An order of clusters that is written by labels holds for the endpoints that have them. Pods that istiod reads in another cluster have
/// none and come before the endpoint that is written for that cluster; and what is written there for this one is read too.
/// </summary>
internal sealed class RemotePodsFirst : IAnalysisRule
{
    public void Check(AnalyzedMesh mesh, Findings findings)
    {
        foreach (AnalyzedCluster cluster in mesh.Clusters.Where(cluster => cluster.Remotes.Any(remote => remote != cluster.Name)))
        {
            var said = new HashSet<string>(StringComparer.Ordinal);
            foreach (PolicyCase policy in cluster.Policies.Where(policy => policy is
            {
                Ejects: true, IsBalanced: true, Service: not null, Subset: null, Setting.Locality: { Distribute: null, Keys.IsEmpty: false }
            }))
            {
                foreach (ClientPlace client in said.Contains(policy.Service!.Host) ? [] : policy.Clients)
                {
                    if (Problem(mesh, policy, client) is { } why && said.Add(policy.Service.Host))
                    {
                        findings.Add(
                            AnalysisDiagnostics.RemotePodsFirst, $"{policy.SettingPath}.failoverPriority",
                            $"istiod of {cluster.Name} reads {string.Join(", ", cluster.Remotes)}, which undoes the order of "
                                + $"{policy.Target}: {why}.",
                            $"Compare {TopologyLabels.Cluster} first, or use either remote secrets or written endpoints for the host.");
                    }
                }
            }
        }
    }

    private static string? Problem(AnalyzedMesh mesh, PolicyCase policy, ClientPlace client)
    {
        EnvoyCluster? seen = policy.For(client);
        var read = new List<(int Priority, LocalityEndpoint Endpoint, string Cluster)>();
        var back = new List<(int Priority, string Why)>();
        int last = -1;
        var written = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (EndpointGroup group in seen?.Groups ?? default)
        {
            foreach (LocalityEndpoint endpoint in group.Endpoints)
            {
                string home = mesh.Observed.OwnerOf(endpoint, client.Proxy, policy.Service!.Host).Cluster;
                string registry = endpoint.Cluster.Length > 0 ? endpoint.Cluster : policy.Cluster.Name;
                if (registry != policy.Cluster.Name)
                {
                    if (home == policy.Cluster.Name)
                    {
                        back.Add((group.Priority, $"{endpoint.Address}, which is written in {registry}, leads back to {home}"));
                        continue;
                    }

                    read.Add((group.Priority, endpoint, registry));
                }
                else if (home.Length > 0 && home != policy.Cluster.Name)
                {
                    last = Math.Max(last, group.Priority);
                    written[home] = Math.Min(group.Priority, written.GetValueOrDefault(home, int.MaxValue));
                }
            }
        }

        // Behind everything that is written here it is used when nothing else is left, and harms no order.
        if (back.FirstOrDefault(loop => loop.Priority <= last).Why is { } why)
        {
            return why;
        }

        foreach ((int priority, LocalityEndpoint endpoint, string home) in read)
        {
            if (written.TryGetValue(home, out int rank) && priority < rank)
            {
                return $"{endpoint.Address}, read in {home}, has priority {priority} for clients {client.Name}, and what is written for "
                    + $"{home} has {rank}";
            }
        }

        return null;
    }
}
