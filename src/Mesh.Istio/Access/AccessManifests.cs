using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Holding;
using Mesh.Istio.Access.Policies;
using Mesh.Istio.Access.Rights;
using Mesh.Istio.Resources;
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
        DiagnosticList faults = new(ModelValidator.Validate(model).Concat(RolePaths.Unknown(model)));
        if (faults.HasErrors)
        {
            return new MeshResources { Diagnostics = faults };
        }

        options ??= new AccessManifestOptions();
        var access = new ModelAccess(model, options);
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
            Diagnostics = new DiagnosticList(
                [.. access.NotEnforced(), .. options.Granted.SelectMany(rights => BroadGrants.Of(rights, FieldMap.Default))]),
        };
    }

    /// <summary>
    /// Adds the objects to those that were generated, so that both are written, planned, applied and pruned as one set. Two sets that are
    /// applied one after the other would take each other's objects away.
    /// </summary>
    /// <param name="generated">What was generated of the same model and inventory. A cluster that is not in it gets nothing.</param>
    /// <param name="model">The model, with roles and bindings.</param>
    /// <param name="inventory">The namespaces of the clusters.</param>
    /// <param name="options">How they enforce; the defaults when <see langword="null"/>.</param>
    /// <returns>
    /// Both, with the findings of both. While anything of the model or the inventory is in error, rights and policies are left out, and
    /// those that are there stay: a policy that loses the namespaces of one workspace would open them.
    /// </returns>
    public static MeshResources AddTo(
        MeshResources generated, MeshModel model, Inventory inventory, AccessManifestOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(generated);
        MeshResources made = Of(model, inventory, options);
        bool isWhole = !new RemovalGuard([.. generated.Diagnostics, .. made.Diagnostics]).HoldsAny;
        return generated with
        {
            Clusters = [.. generated.Clusters.Select(cluster => isWhole ? Add(cluster, made) : cluster)],
            Diagnostics = new DiagnosticList(generated.Diagnostics.Concat(made.Diagnostics).Distinct()),
        };
    }

    /// <summary>The objects of a cluster with those that enforce access in it.</summary>
    internal static ClusterResources Add(ClusterResources cluster, MeshResources made) =>
        made.Find(cluster.Cluster) is { } access ? cluster with { Objects = [.. cluster.Objects, .. access.Objects] } : cluster;
}
