using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Policies;
using Mesh.Validation;

namespace Mesh.Istio.Access;

/// <summary>
/// Makes what lets the API server of each cluster enforce a model's roles by itself: Roles and RoleBindings in the workspaces' namespaces,
/// admission policies for fields and for tenancy, and their bindings. Page <c>docs/access-enforcement.md</c>.
/// </summary>
public static class AccessManifests
{
    /// <summary>Makes the objects of every cluster.</summary>
    /// <param name="model">The model, with roles and bindings.</param>
    /// <param name="inventory">The namespaces of the clusters. Only those that were observed get objects.</param>
    /// <param name="options">How they enforce; the defaults when <see langword="null"/>.</param>
    /// <returns>
    /// One entry per observed cluster of the model, in the order in which the objects are applied, to be written as YAML; and what of the
    /// roles API servers cannot enforce (<c>MC029</c>). A model with errors gives its errors and no objects; one that binds nobody gives
    /// none, with <c>MC024</c>.
    /// </returns>
    public static MeshResources Of(MeshModel model, Inventory inventory, AccessManifestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inventory);
        DiagnosticList faults = ModelValidator.Validate(model);
        if (faults.HasErrors)
        {
            return new MeshResources { Diagnostics = faults };
        }

        var access = new ModelAccess(model, options ?? new AccessManifestOptions());
        if (access.IsEmpty)
        {
            return new MeshResources
            {
                Diagnostics = new DiagnosticList([AccessDiagnostics.NotLimited.At(
                    "", "Nobody is bound to a role, so clusters have nothing to enforce.", "Bind somebody (Bind), who may bind others.")]),
            };
        }

        return new MeshResources
        {
            Clusters = [.. model.Organization.Clusters
                .Select(cluster => inventory.Find(cluster.Name)).OfType<ClusterInventory>()
                .Select(cluster => new ClusterResources(cluster.Name)
                {
                    Objects = [.. ClusterAccess.Of(
                        FieldMap.Default, access.SettingsIn(cluster), access.LimitsIn(cluster), access.RolesIn(cluster))],
                })],
            Diagnostics = new DiagnosticList(access.NotEnforced()),
        };
    }
}
