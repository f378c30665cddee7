using System.Globalization;
using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>What is missing or contradictory about the places of pods.</summary>
internal sealed class PodChecks
{
    private const int Parts = 3;
    private readonly IstioVersion _version;
    private readonly Findings _findings;
    private readonly string[] _dottedNames;

    public PodChecks(IstioVersion version, Sourced<NodeInfo>[] nodes, Findings findings)
    {
        _version = version;
        _findings = findings;
        _dottedNames = [.. nodes
            .SelectMany(
                node => new[] { node.Value.Locality.Value.Region, node.Value.Locality.Value.Zone, node.Value.Locality.Value.Subzone })
            .Where(name => name.Contains('.', StringComparison.Ordinal))
            .Distinct()
            .Order(StringComparer.Ordinal)];
    }

    public void Run(Sourced<PodFacts>[] pods, Dictionary<string, NodeInfo> nodes)
    {
        foreach (Sourced<PodFacts> pod in pods)
        {
            CheckLabels(pod);
        }

        if (nodes.Count > 0)
        {
            CheckNodes(pods, nodes);
        }
    }

    private void CheckNodes(Sourced<PodFacts>[] pods, Dictionary<string, NodeInfo> nodes)
    {
        foreach (IGrouping<string, Sourced<PodFacts>> group in pods
            .Where(pod => pod.Value.Workload.Node.Length > 0 && !nodes.ContainsKey(pod.Value.Workload.Node))
            .GroupBy(pod => pod.Value.Workload.Node, StringComparer.Ordinal))
        {
            Sourced<PodFacts> first = group.First();
            int others = group.Count() - 1;
            string more = others == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {others} more");
            _findings.Add(
                InventoryDiagnostics.UnknownNode, first.Head.Place,
                $"{first.Head}{more} run on node '{group.Key}', which is not among the nodes.",
                "Dump nodes and pods at the same time, or read the live cluster again; without the node their place is unknown.");
        }
    }

    private void CheckLabels(Sourced<PodFacts> pod)
    {
        if (pod.LabelPositions.IsEmpty)
        {
            return;
        }

        ValueMap<string> labels = pod.Value.Workload.Labels;
        bool hasNew = labels.TryGetValue(LocalityLabel.TopologyOverride, out string? newer);
        bool hasOld = labels.TryGetValue(LocalityLabel.Override, out string? older);
        if (hasNew && !_version.ReadsTopologyLocalityLabel)
        {
            _findings.Add(
                InventoryDiagnostics.LocalityLabelNotRead, pod.PlaceOf(LocalityLabel.TopologyOverride),
                $"{pod.Head} has '{LocalityLabel.TopologyOverride}: {newer}', which Istio {_version} does not read.",
                $"Use '{LocalityLabel.Override}', or Istio 1.29 or later.");
        }
        else if (hasNew && hasOld && newer!.Length > 0 && LocalityLabel.Parse(newer) != LocalityLabel.Parse(older!))
        {
            _findings.Add(
                InventoryDiagnostics.LocalityLabelsDiffer, pod.PlaceOf(LocalityLabel.Override),
                $"{pod.Head} has '{LocalityLabel.TopologyOverride}: {newer}' and '{LocalityLabel.Override}: {older}'; Istio reads the "
                    + $"first.",
                "Make them equal or remove one.");
        }

        if (hasNew)
        {
            CheckValue(pod, LocalityLabel.TopologyOverride, newer!);
        }

        if (hasOld)
        {
            CheckValue(pod, LocalityLabel.Override, older!);
        }
    }

    private void CheckValue(Sourced<PodFacts> pod, string label, string value)
    {
        if (value.Length == 0)
        {
            Malformed(pod, label, value, "it is empty and Istio takes it as absent");
            return;
        }

        string[] parts = value.Split(value.Contains('/', StringComparison.Ordinal) ? '/' : '.');
        if (_dottedNames.FirstOrDefault(name => value.Contains(name, StringComparison.Ordinal)) is { } dotted && parts.Length > 1)
        {
            _findings.Add(
                InventoryDiagnostics.AmbiguousLocalityLabel, pod.PlaceOf(label),
                $"{pod.Head} has '{label}: {value}', in which '{dotted}' is taken apart at its dots: Istio reads {LocalityLabel.Parse(
                    value)}.",
                "A label cannot express names with dots; rename the place or rely on the labels of the node.");
        }
        else if (parts.Length > Parts)
        {
            Malformed(pod, label, value, "it has more than three parts and Istio drops the others");
        }
        else if (Array.IndexOf(parts, "") is >= 0 and int empty)
        {
            Malformed(pod, label, value, empty == 0 ? "it has no region" : "a part of it is empty");
        }
    }

    private void Malformed(Sourced<PodFacts> pod, string label, string value, string reason) =>
        _findings.Add(
            InventoryDiagnostics.MalformedLocalityLabel, pod.PlaceOf(label),
            $"{pod.Head} has '{label}: {value}', but {reason}.",
            "Write region.zone.subzone, region.zone or region.");
}
