using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Failover orders name declared clusters, each once, in tiers whose weights make shares.</summary>
internal sealed class FailoverOrderRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (SettingsEntry entry in model.Settings)
        {
            if (entry.Own.Failover?.Order is { } order)
            {
                CheckOrder(model, entry.At(SettingField.Order), order, found);
            }

            foreach ((string client, ValueList<FailoverTier> byClient) in entry.Own.Failover?.OrderByClient ?? default)
            {
                string path = $"{entry.At(SettingField.OrderByClient)}/{client}";
                CheckCluster(model, path, client, found);
                CheckOrder(model, path, byClient, found);
            }
        }
    }

    private static void CheckOrder(ModelIndex model, string path, ValueList<FailoverTier> order, List<Diagnostic> found)
    {
        if (order.IsEmpty)
        {
            found.Add(
                ModelDiagnostics.Missing.At(path, "The failover order is empty.", "Add a tier, or leave the order out for the default."));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < order.Count; i++)
        {
            ValueList<TierCluster> clusters = order[i].Clusters;
            if (clusters.IsEmpty)
            {
                found.Add(ModelDiagnostics.Missing.At($"{path}/{i}", "The failover tier is empty.", "Add a cluster or remove the tier."));
            }

            CheckWeights($"{path}/{i}", clusters, found);
            foreach (TierCluster cluster in clusters)
            {
                CheckCluster(model, $"{path}/{i}", cluster.Cluster, found);
                if (!seen.Add(cluster.Cluster))
                {
                    found.Add(
                        ModelDiagnostics.ClusterTwiceInOrder.At(
                            $"{path}/{i}", $"Cluster '{cluster.Cluster}' is twice in the order.", "Name every cluster once."));
                }
            }
        }
    }

    internal static void CheckCluster(ModelIndex model, string path, string cluster, List<Diagnostic> found)
    {
        if (!model.ClusterNumbers.ContainsKey(cluster))
        {
            found.Add(ModelDiagnostics.UnknownCluster.At(
                path, $"Cluster '{cluster}' is not declared.{NearestName.Question(cluster, model.ClusterNumbers.Keys)}",
                $"Declare it or use one of: {string.Join(", ", model.ClusterNumbers.Keys.Take(10))}."));
        }
    }

    internal static void CheckWeights(string path, ValueList<TierCluster> clusters, List<Diagnostic> found)
    {
        int weighted = clusters.Count(cluster => cluster.Weight is not null);
        if (weighted > 0 && weighted < clusters.Count)
        {
            found.Add(
                ModelDiagnostics.InvalidTierWeights.At(
                    path, "Only some clusters of the tier have a weight.", "Give every cluster of the tier a weight, or none."));
        }

        foreach (TierCluster cluster in clusters.Where(cluster => cluster.Weight < 1))
        {
            found.Add(ModelDiagnostics.InvalidTierWeights.At(
                path, $"The weight {cluster.Weight} of cluster '{cluster.Cluster}' is below 1.",
                "Use 1 or more; put a cluster that should get nothing into a later tier."));
        }

        if (clusters.Sum(cluster => (long)(cluster.Weight ?? 0)) > uint.MaxValue)
        {
            found.Add(
                ModelDiagnostics.InvalidTierWeights.At(
                    path, "The weights of the tier add up to more than Envoy holds.", "Use smaller numbers with the same ratio."));
        }
    }
}
