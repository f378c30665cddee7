namespace Mesh.LoadBalancing;

/// <summary>
/// The topology labels that istiod adds to every endpoint and proxy, so that <c>failoverPriority</c> works without user labels.
/// </summary>
public static class TopologyLabels
{
    /// <summary>The network of a workload: <c>topology.istio.io/network</c>.</summary>
    public const string Network = "topology.istio.io/network";

    /// <summary>The cluster of a workload: <c>topology.istio.io/cluster</c>.</summary>
    public const string Cluster = "topology.istio.io/cluster";

    /// <summary>The node of a pod: <c>kubernetes.io/hostname</c>.</summary>
    public const string Hostname = "kubernetes.io/hostname";

    /// <summary>
    /// The workload's labels with region, zone, subzone, cluster and node written over them, each only where it is known, and the network
    /// only where the workload has no such label itself (istio <c>label.go</c> AugmentLabels).
    /// </summary>
    /// <param name="labels">The workload's own labels.</param>
    /// <param name="locality">Where the workload is.</param>
    /// <param name="cluster">The cluster id, or empty.</param>
    /// <param name="node">The node's name, or empty.</param>
    /// <param name="network">The network id, or empty.</param>
    /// <returns>The labels that priorities are computed from.</returns>
    public static ValueMap<string> Augment(
        ValueMap<string> labels, Locality locality, string cluster = "", string node = "", string network = "")
    {
        var entries = new List<KeyValuePair<string, string>>(labels.Count + 6);
        if (!string.IsNullOrEmpty(network))
        {
            entries.Add(new(Network, network));
        }

        foreach (KeyValuePair<string, string> label in labels.AsSpan())
        {
            entries.Add(label);
        }

        Add(entries, LocalityLabel.Region, locality.Region);
        Add(entries, LocalityLabel.Zone, locality.Zone);
        Add(entries, LocalityLabel.Subzone, locality.Subzone);
        Add(entries, Cluster, cluster);
        Add(entries, Hostname, node);
        // Of entries with the same key the last one wins.
        return ValueMap.Create(entries.ToArray());
    }

    private static void Add(List<KeyValuePair<string, string>> entries, string key, string value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            entries.Add(new(key, value));
        }
    }
}
