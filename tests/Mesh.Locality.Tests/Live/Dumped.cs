using System.Text;
using Mesh.ApiServerDouble;
using Mesh.Diagnostics;
using Mesh.Dumps;
using Mesh.Inventories;

namespace Mesh.Localities.Tests.Live;

/// <summary>What a server holds as the dump that kubectl would make of it.</summary>
internal static class Dumped
{
    private static readonly string[] Resources = [
        "nodes", "namespaces", "pods", "services", "endpointslices.discovery.k8s.io", "serviceaccounts", "configmaps"];

    public static Inventory Inventory(params ApiServer[] servers) => Mesh.Inventories.Inventory.FromDumps(servers.Select(File));

    /// <summary>What must be equal however an inventory was read: all facts, and all findings but for where they were found.</summary>
    public static string Compare(Inventory inventory) =>
        Dumps.InventoryText.Write(inventory with { Diagnostics = DiagnosticList.Empty })
        + string.Join(
            '\n',
            inventory.Diagnostics.Select(finding => $"{finding.Code} {finding.Message} {finding.Help}").Order(StringComparer.Ordinal));

    private static DumpFile File(ApiServer server)
    {
        IEnumerable<string> objects = server.Dump()
            .Where(item => Resources.Contains(item.Key.Split('/')[0], StringComparer.Ordinal))
            .Select(item => item.Value);
        return new DumpFile(
            server.Name, "all.json",
            Encoding.UTF8.GetBytes($$"""{"apiVersion":"v1","kind":"List","items":[{{string.Join(',', objects)}}]}"""));
    }
}
