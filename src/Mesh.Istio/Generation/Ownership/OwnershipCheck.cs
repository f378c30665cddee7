using Mesh.Annotations;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Resources;
using Mesh.Validation;
using Mesh.Validation.Rules;

namespace Mesh.Istio.Generation.Ownership;

/// <summary>
/// Finds in the inventory what a workspace takes from others: hosts that are names of services, pods, and guardrails that it opens. Nothing
/// is generated for a workspace that does.
/// </summary>
internal static class OwnershipCheck
{
    public static void Run(ModelWalk walk, Inventory inventory, bool scopesGateways, List<Diagnostic> diagnostics)
    {
        HashSet<string> told = [.. diagnostics.Where(finding => finding.Severity == DiagnosticSeverity.Error).Select(finding =>
            finding.Path)];
        ServiceNames names = ObservedNames.Of(walk.Organization, inventory);
        foreach (ServerEntry entry in walk.Servers)
        {
            if (names.Fault(entry.Server.Hostname) is { } fault && !told.Contains(entry.At("hostname")))
            {
                diagnostics.Add(HostnameRule.OfCluster(entry, fault));
            }
        }

        var guard = new RemovalGuard(diagnostics);
        // Of a workspace in error no gateway is generated, and what it has stays: others may not have its pods either.
        ILookup<bool, GatewayEntry> gateways = walk.Gateways.Concat(walk.EastWestGateways.Select(entry => entry.AsGateway))
            .Where(entry => !entry.Gateway.Workload.IsEmpty)
            .ToLookup(entry => RemovalGuard.OwnerOf(entry.Path) is var (tenant, workspace) && guard.HoldOf(tenant, workspace) is null);
        HashSet<string> clusters = [.. walk.Organization.Clusters.Select(cluster => cluster.Name)];
        var addresses = new GatewayAddresses(inventory, names, diagnostics);
        foreach (ClusterInventory cluster in inventory.Clusters.Where(cluster => clusters.Contains(cluster.Name)))
        {
            new GatewayPods(cluster, walk.Workspaces, [.. gateways[true]], [.. gateways[false]], scopesGateways, diagnostics).Check();
            addresses.Check(cluster, gateways[true]);
        }
    }
}
