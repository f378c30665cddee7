using System.Text;
using Mesh.Inventories;

namespace Mesh.Localities.Tests.Dumps;

/// <summary>An inventory as text that a person can check and a test can compare.</summary>
internal static class InventoryText
{
    public static string Write(Inventory inventory)
    {
        var text = new StringBuilder();
        foreach (ClusterInventory cluster in inventory.Clusters)
        {
            Write(text, cluster);
        }

        Lines(text, "diagnostics", inventory.Diagnostics);
        return text.ToString();
    }

    private static void Write(StringBuilder text, ClusterInventory cluster)
    {
        Line(
            text,
            $"cluster {cluster.Name}: Istio {cluster.IstioVersion?.ToString() ?? "?"} in {cluster.IstioNamespace}, trust domain "
                + $"{cluster.TrustDomain ?? "?"}, network {cluster.Network ?? "?"}, at {cluster.Locality}");
        Line(text, $"  mesh: {cluster.MeshConfig}");
        Lines(text, "  networks", cluster.MeshNetworks);
        Lines(text, "  nodes", cluster.Nodes.Select(node => $"{node.Name} at {node.Locality} {node.Labels}"));
        Lines(text, "  namespaces", cluster.Namespaces.Select(item => $"{item.Name} {item.Labels}"));
        Lines(text, "  services", cluster.Services);
        Lines(text, "  workloads", cluster.Workloads);
        Lines(text, "  endpoints", cluster.Endpoints);
        Lines(text, "  service accounts", cluster.ServiceAccounts);
    }

    private static void Lines<T>(StringBuilder text, string title, IEnumerable<T> items)
    {
        Line(text, title);
        string indent = new(' ', title.Length - title.TrimStart().Length + 2);
        foreach (T item in items)
        {
            Line(text, indent + item);
        }
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
