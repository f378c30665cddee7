using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>A pod belongs to one gateway: no two gateways of a namespace may select the same pods.</summary>
/// <remarks>
/// Two selectors can select the same pod unless they ask for different values of one label. Selectors are grouped by their label keys, and
/// groups are joined on the keys they share, so the cost follows the number of gateways and of different key sets.
/// </remarks>
internal sealed class SharedWorkloadRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (IGrouping<string, GatewaySite> inNamespace in model.Gateways
            .Where(site => !site.Gateway.Workload.IsEmpty).GroupBy(site => site.Gateway.Namespace, StringComparer.Ordinal))
        {
            var sets = new List<(string[] Keys, List<GatewaySite> Gateways)>();
            foreach (IGrouping<string, GatewaySite> set in inNamespace.GroupBy(site => string.Join('\n', site.Gateway.Workload.Keys), StringComparer.Ordinal))
            {
                sets.Add(([.. set.First().Gateway.Workload.Keys], [.. set]));
            }

            for (int i = 0; i < sets.Count; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    Join(sets[j], sets[i], found);
                }
            }
        }
    }

    private static void Join((string[] Keys, List<GatewaySite> Gateways) left, (string[] Keys, List<GatewaySite> Gateways) right, List<Diagnostic> found)
    {
        string[] shared = [.. left.Keys.Intersect(right.Keys, StringComparer.Ordinal)];
        bool isSame = ReferenceEquals(left.Gateways, right.Gateways);
        bool isCertain = shared.Length == left.Keys.Length || shared.Length == right.Keys.Length;
        var byValues = new Dictionary<string, List<GatewaySite>>(StringComparer.Ordinal);
        if (!isSame)
        {
            left.Gateways.ForEach(site => Add(byValues, shared, site));
        }

        foreach (GatewaySite site in right.Gateways)
        {
            if (byValues.TryGetValue(Values(site, shared), out List<GatewaySite>? candidates)
                && candidates.Find(other => other.Clusters.Overlaps(site.Clusters)) is { } other)
            {
                Report(other, site, isCertain, found);
            }
            else if (isSame)
            {
                Add(byValues, shared, site);
            }
        }
    }

    private static void Add(Dictionary<string, List<GatewaySite>> map, string[] keys, GatewaySite site)
    {
        string values = Values(site, keys);
        if (!map.TryGetValue(values, out List<GatewaySite>? sites))
        {
            map.Add(values, sites = []);
        }

        sites.Add(site);
    }

    private static string Values(GatewaySite site, string[] keys) => string.Join('\n', keys.Select(key => site.Gateway.Workload[key]));

    private static void Report(GatewaySite other, GatewaySite site, bool isCertain, List<Diagnostic> found) => found.Add(isCertain
        ? ModelDiagnostics.SharedWorkload.At(
            site.At("workload"), $"workload {site.Gateway.Workload} selects pods that gateway '{other.Path}' selects too.",
            "Put the servers into one gateway, or give each gateway pods of its own.")
        : ModelDiagnostics.PossiblySharedWorkload.At(
            site.At("workload"), $"workload {site.Gateway.Workload} may select pods that gateway '{other.Path}' selects by {other.Gateway.Workload}.",
            "Tell the two apart by different values of one label, for example 'app'."));
}
