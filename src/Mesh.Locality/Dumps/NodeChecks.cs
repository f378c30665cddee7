using System.Globalization;
using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>What is missing or contradictory about the places of nodes.</summary>
internal static class NodeChecks
{
    public static void Run(string cluster, Sourced<NodeInfo>[] nodes, Findings findings)
    {
        if (nodes.Length == 0)
        {
            findings.Add(
                InventoryDiagnostics.NoNodes, cluster,
                $"No node of cluster '{cluster}' is known, so the places of its pods are unknown unless a label of the pod tells.",
                "Add the output of kubectl get nodes -o yaml, or the right to list nodes where the cluster is read live.");
            return;
        }

        foreach (Sourced<NodeInfo> node in nodes)
        {
            CheckLegacy(node, LocalityLabel.Region, LocalityLabel.LegacyRegion, findings);
            CheckLegacy(node, LocalityLabel.Zone, LocalityLabel.LegacyZone, findings);
            if (node.Value.Locality.Value.Region.Length == 0)
            {
                findings.Add(
                    InventoryDiagnostics.NodeWithoutRegion, node.Head.Place,
                    $"{node.Head} has no label '{LocalityLabel.Region}'; its pods have no region.",
                    $"Set it: kubectl label node {node.Head.Name} {LocalityLabel.Region}=REGION.");
            }
        }

        CheckRegions(cluster, nodes, findings);
    }

    private static void CheckLegacy(Sourced<NodeInfo> node, string label, string legacy, Findings findings)
    {
        ValueMap<string> labels = node.Value.Labels;
        if (labels.TryGetValue(label, out string? value) && value.Length > 0
            && labels.TryGetValue(legacy, out string? old) && old.Length > 0 && old != value)
        {
            findings.Add(
                InventoryDiagnostics.LegacyLabelDiffers, node.PlaceOf(legacy),
                $"{node.Head} has '{label}: {value}' and '{legacy}: {old}'; Istio reads the first.",
                "Make them equal or remove the old label.");
        }
    }

    private static void CheckRegions(string cluster, Sourced<NodeInfo>[] nodes, Findings findings)
    {
        string[] regions = [.. nodes
            .GroupBy(node => node.Value.Locality.Value.Region, StringComparer.Ordinal)
            .Where(group => group.Key.Length > 0)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Key} ({group.Count()})"))];
        if (regions.Length > 1)
        {
            findings.Add(
                InventoryDiagnostics.RegionsDiffer, cluster,
                $"The nodes of cluster '{cluster}' are in {regions.Length} regions: {string.Join(", ", regions)}.",
                "Declare the cluster's region in the model, or repair the labels if they are wrong.");
        }
    }
}
