using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>An east-west gateway stands in a namespace of its workspace, on pods that are known, and exposes something.</summary>
internal sealed class EastWestGatewayRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (EastWestEntry entry in model.EastWestGateways)
        {
            EastWestGateway gateway = entry.Gateway;
            bool outside = !entry.Workspace.Workspace.Namespaces.IsEmpty && !entry.Workspace.Uses(gateway.Namespace);
            if (outside)
            {
                found.Add(ModelDiagnostics.ForeignGatewayNamespace.At(
                    entry.At("namespace"), $"namespace '{gateway.Namespace}' does not belong to the workspace.",
                    $"Add '*/{gateway.Namespace}' to the workspace's namespaces or shared namespaces, or name another namespace."));
            }

            if (gateway.Services.IsEmpty && gateway.Selectors.IsEmpty)
            {
                found.Add(ModelDiagnostics.NothingExposed.At(
                    entry.At("services"), "The east-west gateway exposes no service.", "Name services, or select them by a label."));
            }

            // Gateways with the same labels are one workload.
            int gateways = entry.Workspace.Workspace.Gateways.Where(candidate => candidate.Namespace == gateway.Namespace)
                .Select(candidate => candidate.Workload).Distinct().Count();
            if (gateway.PodToPod == true && gateway.Strict == true)
            {
                found.Add(ModelDiagnostics.StrictPodToPod.At(
                    entry.At("podToPod"), "The services are strict, and their calls go to pods that istiod reads from other clusters.",
                    "Leave out one of the two: strict services go through gateways."));
            }

            if (gateway.Workload.IsEmpty && gateways != 1 && !outside && gateway.PodToPod != true)
            {
                found.Add(ModelDiagnostics.UnclearEastWestWorkload.At(
                    entry.At("workload"),
                    $"The workload is left out, and the workspace has {(gateways == 0 ? "no gateway"
                        : $"{gateways} gateways")} in namespace '{gateway.Namespace}'.",
                    "Name the labels of the pods that are the east-west gateway."));
            }
        }
    }
}
