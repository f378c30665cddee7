using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Hosts are visible to tenants and workspaces that exist; servers in front of the mesh have a port, and no visibility.</summary>
internal sealed class VisibilityRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        HashSet<string>? viewers = null;
        foreach (ServerEntry entry in model.Servers.Where(entry => entry.Server.MeshOnly == true || entry.Server.VisibleTo is not null))
        {
            if (entry.IsEdge && entry.Server.MeshOnly == true)
            {
                found.Add(VisibilityDiagnostics.MeshOnlyEdge.At(
                    entry.At("meshOnly"), "The server leads to clusters and so stands in front of the mesh; it has no other port.",
                    "Remove meshOnly, or route to services."));
            }

            if (entry.Server.VisibleTo is not { } visible)
            {
                continue;
            }

            if (entry.IsEdge)
            {
                found.Add(VisibilityDiagnostics.VisibleEdge.At(
                    entry.At("visibleTo"), "The server leads to clusters; pods see the host that it leads to, not the server.",
                    "Set it at the servers that serve the host."));
            }

            viewers ??= [.. model.Tenants.Select(tenant => tenant.Path), .. model.Workspaces.Select(workspace => workspace.Path)];
            CheckNames(entry, visible, viewers, found);
        }
    }

    private static void CheckNames(ServerEntry entry, ValueList<string> visible, HashSet<string> viewers, List<Diagnostic> found)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { entry.Gateway.Workspace.Path };
        for (int i = 0; i < visible.Count; i++)
        {
            string at = entry.At($"visibleTo/{i}");
            if (!viewers.Contains(visible[i]))
            {
                found.Add(VisibilityDiagnostics.UnknownViewer.At(
                    at, $"'{visible[i]}' is no tenant or workspace of the model.",
                    "Write 'tenants/TENANT' or 'tenants/TENANT/workspaces/WORKSPACE'."));
            }
            else if (!seen.Add(visible[i]))
            {
                found.Add(VisibilityDiagnostics.RedundantViewer.At(
                    at, $"'{visible[i]}' adds nothing: it is given twice, or is the own workspace.", "Remove it."));
            }
        }
    }
}
