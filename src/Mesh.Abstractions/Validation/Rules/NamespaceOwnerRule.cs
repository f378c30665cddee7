using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Gateways stand in namespaces that their workspace owns or shares, and route to namespaces that it owns in every cluster where they stand.</summary>
internal sealed class NamespaceOwnerRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (GatewaySite site in model.Gateways.Where(site => !site.Workspace.Workspace.Namespaces.IsEmpty && !site.Workspace.Uses(site.Gateway.Namespace)))
        {
            found.Add(ModelDiagnostics.ForeignGatewayNamespace.At(
                site.At("namespace"), $"namespace '{site.Gateway.Namespace}' does not belong to the workspace, which owns {Owned(site.Workspace)}.",
                $"Add '*/{site.Gateway.Namespace}' to the workspace's namespaces or move the gateway."));
        }

        foreach (ServerSite site in model.Servers)
        {
            foreach (DestinationsSite list in site.Destinations())
            {
                for (int i = 0; i < list.Destinations.Count; i++)
                {
                    CheckDestination(model, site.Gateway, list, i, found);
                }
            }
        }
    }

    private static void CheckDestination(ModelIndex model, GatewaySite gateway, DestinationsSite list, int index, List<Diagnostic> found)
    {
        // A gateway outside is told once, not again for every service beside it.
        if (!ServiceName.TryParse(list.Destinations[index].Service, gateway.Gateway.Namespace, out ServiceName service)
            || (service.Namespace == gateway.Gateway.Namespace && !gateway.Workspace.Uses(service.Namespace)))
        {
            return;
        }

        HashSet<int> owned = gateway.Workspace.Owning(service.Namespace);
        if (!gateway.Workspace.Owns(service.Namespace))
        {
            found.Add(ModelDiagnostics.ForeignDestination.At(
                list.At(index, "service"), $"service '{service}' is in a namespace that does not belong to the workspace, which owns {Owned(gateway.Workspace)}.",
                $"Add '*/{service.Namespace}' to the workspace's namespaces or route to a service of the workspace."));
        }
        else if (!gateway.Clusters.IsSubsetOf(owned))
        {
            string missing = string.Join(", ", model.ClusterNumbers
                .Where(cluster => gateway.Clusters.Contains(cluster.Value) && !owned.Contains(cluster.Value)).Select(cluster => cluster.Key));
            found.Add(ModelDiagnostics.ForeignDestination.At(
                list.At(index, "service"), $"service '{service}' is in a namespace that does not belong to the workspace in: {missing}, where the gateway stands.",
                "Name the same clusters for the namespaces of gateway and service."));
        }
    }

    private static string Owned(WorkspaceSite site) => string.Join(", ", site.Workspace.Namespaces.Take(10).Select(selector => $"'{selector}'"));
}
