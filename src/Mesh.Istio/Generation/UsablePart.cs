using Mesh.Diagnostics;
using Mesh.Istio.Resources;
using Mesh.Validation;

namespace Mesh.Istio.Generation;

/// <summary>What can be generated of a model with errors: the workspaces without. One team's mistake does not stop the others.</summary>
internal static class UsablePart
{
    /// <summary>The model without the workspaces and tenants in error; an empty organization where that leaves errors.</summary>
    public static MeshModel Of(MeshModel model, IEnumerable<Diagnostic> findings)
    {
        var guard = new RemovalGuard(findings);
        MeshModel nothing = model with { Organization = new Organization { Name = model.Organization.Name } };
        if (guard.Refusal is not null)
        {
            return nothing;
        }

        MeshModel usable = model with
        {
            Organization = model.Organization with
            {
                Tenants = model.Organization.Tenants
                    .Select(tenant =>
                        tenant with
                        {
                            Workspaces = tenant.Workspaces.Where(workspace => guard.HoldOf(tenant.Name, workspace.Name) is null)
                            .ToValueList()
                        })
                    .Where(tenant => !tenant.Workspaces.IsEmpty)
                    .ToValueList(),
            },
        };
        // What is left can hold anything again where names made paths unclear, duplicate names included; nothing is made of that.
        return ModelValidator.Validate(usable).HasErrors ? nothing : usable;
    }
}
