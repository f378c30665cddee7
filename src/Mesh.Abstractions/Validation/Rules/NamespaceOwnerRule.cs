using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>
/// Gateways stand in namespaces that their workspace owns or shares, and route to namespaces that it owns in every cluster where they
/// stand.
/// </summary>
internal sealed class NamespaceOwnerRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (GatewayEntry entry in model.Gateways.Where(
            entry => IsClear(entry.Workspace) && !entry.Workspace.Uses(entry.Gateway.Namespace)))
        {
            found.Add(ModelDiagnostics.ForeignGatewayNamespace.At(
                entry.At("namespace"),
                $"namespace '{entry.Gateway.Namespace}' does not belong to the workspace, which owns {Owned(entry.Workspace)}.",
                $"Add '*/{entry.Gateway.Namespace}' to the workspace's namespaces or move the gateway."));
        }

        foreach (ServerEntry entry in model.Servers)
        {
            foreach (DestinationsEntry list in entry.Destinations())
            {
                for (int i = 0; i < list.Destinations.Count; i++)
                {
                    CheckDestination(model, entry.Gateway, list, i, found);
                }
            }
        }
    }

    private static void CheckDestination(ModelIndex model, GatewayEntry gateway, DestinationsEntry list, int index, List<Diagnostic> found)
    {
        // A gateway outside is told once, not again for every service beside it.
        if (!IsClear(gateway.Workspace)
            || !ServiceName.TryParse(list.Destinations[index].Service, gateway.Gateway.Namespace, out ServiceName service)
            || (service.Namespace == gateway.Gateway.Namespace && !gateway.Workspace.Uses(service.Namespace)))
        {
            return;
        }

        HashSet<int> owned = model.Owning(gateway.Workspace, service.Namespace);
        if (!gateway.Workspace.Owns(service.Namespace))
        {
            found.Add(ModelDiagnostics.ForeignDestination.At(
                list.At(index, "service"),
                $"service '{service}' is in a namespace that does not belong to the workspace, which owns {Owned(gateway.Workspace)}.",
                $"Add '*/{service.Namespace}' to the workspace's namespaces or route to a service of the workspace."));
        }
        else if (!model.ClustersOf(gateway).IsSubsetOf(owned))
        {
            string missing = string.Join(", ", model.ClusterNumbers
                .Where(cluster => model.ClustersOf(gateway).Contains(cluster.Value) && !owned.Contains(cluster.Value)).Select(
                    cluster => cluster.Key));
            found.Add(ModelDiagnostics.ForeignDestination.At(
                list.At(index, "service"),
                $"service '{service}' is in a namespace that does not belong to the workspace in: {missing}, where the gateway stands.",
                "Name the same clusters for the namespaces of gateway and service."));
        }
    }

    // What a workspace owns is said only when all of its selectors say something; an error of one explains the rest.
    private static bool IsClear(WorkspaceEntry entry) =>
        !entry.Workspace.Namespaces.IsEmpty
            && !entry.Workspace.Namespaces.Concat(entry.Workspace.SharedNamespaces).Any(
                selector => selector.Cluster.Length == 0 || selector.Namespace.Length == 0);

    private static string Owned(WorkspaceEntry entry) =>
        string.Join(", ", entry.Workspace.Namespaces.Take(10).Select(selector => $"'{selector}'"));
}
