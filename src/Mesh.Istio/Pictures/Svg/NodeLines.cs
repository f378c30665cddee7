using System.Globalization;

namespace Mesh.Istio.Pictures.Svg;

/// <summary>What a box says, line by line.</summary>
internal static class NodeLines
{
    public static string[] Of(TopologyNode node)
    {
        string pods = node.Pods is { } all
            ? string.Create(CultureInfo.InvariantCulture, $"{node.Ready} of {all} {(all == 1 ? "pod" : "pods")} ready")
            : "";
        string mark = node.Kind switch
        {
            TopologyNodeKind.Lost => "✕ ",
            TopologyNodeKind.Gateway => "◈ ",
            _ => "",
        };
        return [.. ((string[])[$"{mark}{node.Name}", node.Detail, pods, LoadOf(node.Load, node.IsOverloaded)])
            .Where(line => line.Length > 0)];
    }

    /// <summary>What a card says below its name; empty for nothing.</summary>
    public static string OfCard(TopologyCluster cluster)
    {
        string network = cluster.Network.Length == 0 ? "" : $"network {cluster.Network}";
        return cluster.Load is null ? network
            : $"{LoadOf(cluster.Load, cluster.IsOverloaded)}{(network.Length == 0 ? "" : $" · {network}")}";
    }

    // Who sees no colours sees the triangle, and who sees nothing hears the word.
    private static string LoadOf(string? load, bool isOverloaded) => load is null ? "" : isOverloaded ? $"▲ OVERLOADED {load}" : load;
}
