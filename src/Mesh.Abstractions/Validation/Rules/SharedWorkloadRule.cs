using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// A pod belongs to one gateway, or to several of one workspace that select it by the same labels: those are one workload.
/// </summary>
/// <remarks>
/// Two selectors can select the same pod unless they ask for different values of one label. Selectors are grouped by their label keys, and
/// groups are joined on the keys they share, so the cost follows the number of gateways and of different key sets.
/// </remarks>
internal sealed class SharedWorkloadRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (IGrouping<string, GatewayEntry> inNamespace in model.Gateways
            .Where(entry => !entry.Gateway.Workload.IsEmpty).GroupBy(entry => entry.Gateway.Namespace, StringComparer.Ordinal))
        {
            var sets = new List<(string[] Keys, List<GatewayEntry> Gateways)>();
            foreach (IGrouping<string, GatewayEntry> set in inNamespace.GroupBy(
                entry => string.Join('\n', entry.Gateway.Workload.Keys), StringComparer.Ordinal))
            {
                sets.Add(([.. set.First().Gateway.Workload.Keys], [.. set]));
            }

            for (int i = 0; i < sets.Count; i++)
            {
                for (int j = 0; j <= i; j++)
                {
                    Join(model, sets[j], sets[i], found);
                }
            }
        }
    }

    private static void Join(
        ModelIndex model, (string[] Keys, List<GatewayEntry> Gateways) left, (string[] Keys, List<GatewayEntry> Gateways) right,
        List<Diagnostic> found)
    {
        string[] shared = [.. left.Keys.Intersect(right.Keys, StringComparer.Ordinal)];
        bool isSame = ReferenceEquals(left.Gateways, right.Gateways);
        bool isCertain = shared.Length == left.Keys.Length || shared.Length == right.Keys.Length;
        var byValues = new Dictionary<string, List<GatewayEntry>>(StringComparer.Ordinal);
        if (!isSame)
        {
            left.Gateways.ForEach(entry => Add(byValues, shared, entry));
        }

        foreach (GatewayEntry entry in right.Gateways)
        {
            // With the same keys and values the labels are the same.
            if (byValues.TryGetValue(Values(entry, shared), out List<GatewayEntry>? candidates)
                && candidates.Find(other => !(isSame && other.Workspace == entry.Workspace)
                    && model.ClustersOf(other).Overlaps(model.ClustersOf(entry))) is { } other)
            {
                Meet(other, entry, isCertain, found);
            }
            else if (isSame)
            {
                Add(byValues, shared, entry);
            }
        }
    }

    private static void Add(Dictionary<string, List<GatewayEntry>> map, string[] keys, GatewayEntry entry)
    {
        string values = Values(entry, keys);
        if (!map.TryGetValue(values, out List<GatewayEntry>? entries))
        {
            map.Add(values, entries = []);
        }

        entries.Add(entry);
    }

    private static string Values(GatewayEntry entry, string[] keys) => string.Join('\n', keys.Select(key => entry.Gateway.Workload[key]));

    // Whoever takes all namespaces has none that somebody names.
    private static bool NamesItsNamespace(GatewayEntry entry) => entry.Workspace.Workspace.Namespaces.Any(
        selector => selector.Namespace != "*" && SelectorPattern.Matches(selector.Namespace, entry.Gateway.Namespace));

    // Of two workspaces in a shared namespace the one whose labels fit more pods takes the other's; with equal labels each does.
    private static void Meet(GatewayEntry other, GatewayEntry entry, bool isCertain, List<Diagnostic> found)
    {
        bool isOneReport = !isCertain || other.Workspace == entry.Workspace;
        int labels = entry.Gateway.Workload.Count.CompareTo(other.Gateway.Workload.Count);
        (bool owns, bool otherOwns) = (NamesItsNamespace(entry), NamesItsNamespace(other));
        if (owns != otherOwns)
        {
            // Who owns the namespace has its pods, too.
            labels = owns ? 1 : -1;
        }

        if (isOneReport || labels <= 0)
        {
            Report(other, entry, isCertain, found);
        }

        if (!isOneReport && labels >= 0)
        {
            Report(entry, other, isCertain, found);
        }
    }

    private static void Report(GatewayEntry other, GatewayEntry entry, bool isCertain, List<Diagnostic> found) => found.Add(isCertain
        ? ModelDiagnostics.SharedWorkload.At(
            entry.At("workload"), $"workload {entry.Gateway.Workload} selects pods that gateway '{other.Path}' selects too.",
            "Put the servers into one gateway, give gateways of one workspace the same labels, or give each gateway pods of its own.")
        : ModelDiagnostics.PossiblySharedWorkload.At(
            entry.At("workload"),
            $"workload {entry.Gateway.Workload} may select pods that gateway '{other.Path}' selects by {other.Gateway.Workload}.",
            "Tell the two apart by different values of one label, for example 'app'."));
}
