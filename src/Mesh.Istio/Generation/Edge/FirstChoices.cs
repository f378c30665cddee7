using Mesh.Diagnostics;

namespace Mesh.Istio.Generation.Edge;

/// <summary>
/// The clusters that edge gateways prefer for hosts, which come before the hosts' own order in the clusters where the edges are.
/// </summary>
internal sealed class FirstChoices
{
    private static readonly Dictionary<string, FailoverTier> Nothing = [];

    private readonly Dictionary<string, Dictionary<string, FailoverTier>> _byHost;

    private FirstChoices(Dictionary<string, Dictionary<string, FailoverTier>> byHost) => _byHost = byHost;

    /// <summary>
    /// Reads the choices of all edges; of two for one host and cluster the first by path holds, and the other is a finding.
    /// </summary>
    public static FirstChoices Of(IEnumerable<PlacedGateway> gateways, IEnumerable<DeclaredHost> hosts, ICollection<Diagnostic> diagnostics)
    {
        HashSet<string> declared = hosts.Select(host => host.Hostname).ToHashSet(StringComparer.Ordinal);
        var byHost = new Dictionary<string, Dictionary<string, FailoverTier>>(StringComparer.Ordinal);
        foreach (PlacedGateway gateway in gateways)
        {
            foreach ((ServerEntry server, ClusterAction action) in EdgeServer.ActionsOf(gateway).Where(
                pair => pair.Action is { Fallback: true, Clusters.IsEmpty: false }))
            {
                string host = action.Host ?? server.Server.Hostname;
                if (!declared.Contains(host))
                {
                    continue;
                }

                if (!byHost.TryGetValue(host, out Dictionary<string, FailoverTier>? choices))
                {
                    byHost.Add(host, choices = new Dictionary<string, FailoverTier>(StringComparer.Ordinal));
                }

                var tier = new FailoverTier(action.Clusters);
                foreach (string cluster in gateway.Sites.Keys.Where(cluster => !choices.TryAdd(cluster, tier) && choices[cluster] != tier))
                {
                    diagnostics.Add(GenerationDiagnostics.EdgesDisagree.At(
                        server.Path,
                        $"In cluster '{cluster}' another edge has another first choice of clusters for host '{host}'; that one holds, "
                            + $"because a host has one order in a cluster.",
                        "Give both the same clusters and weights, or let one of them split without fallback."));
                }
            }
        }

        return new FirstChoices(byHost);
    }

    /// <summary>The first choice of a host by the edges' cluster.</summary>
    public IReadOnlyDictionary<string, FailoverTier> For(string hostname) => _byHost.GetValueOrDefault(hostname) ?? Nothing;
}
