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
        return [.. ((string[])[$"{mark}{node.Name}", node.Detail, pods]).Where(line => line.Length > 0)];
    }
}
