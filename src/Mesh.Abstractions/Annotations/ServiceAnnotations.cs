using Mesh.Inventories;

namespace Mesh.Annotations;

/// <summary>
/// Takes the wishes of service owners, written as annotations or labels of their Services, into the model, so that a team can ask for
/// failover without touching the model:
/// <c>multicluster.mesh/expose</c>, <c>multicluster.mesh/host</c>, <c>multicluster.mesh/fallback</c>.
/// </summary>
public static class ServiceAnnotations
{
    /// <summary>The prefix of the annotations where no other is given.</summary>
    public const string DefaultPrefix = MeshPrefix.Default;

    /// <summary>
    /// <c>expose</c>: <c>true</c>, or the name of an east-west gateway of the workspace that owns the namespace: the Service keeps its
    /// name across clusters.
    /// <c>host</c>: a host under which the workspace's gateway (<c>gateway</c> names it where there are several) serves the Service in
    /// plain HTTP, on
    /// <c>port</c> or its only port. <c>fallback</c>: the clusters to go to after the own one, in order, separated by commas.
    /// </summary>
    /// <remarks>
    /// An annotation wins over a label of the same key. What the model says itself stays: a host that it already serves, a service that it
    /// already exposes. A new host must lie in the domains of the workspace, its tenant or the organization; without any domains no new
    /// host is served. The same Service in several clusters is one wish; where clusters differ the first by name counts, with a finding.
    /// </remarks>
    /// <param name="model">The model, with the workspaces and gateways to use.</param>
    /// <param name="inventory">The Services as observed.</param>
    /// <param name="prefix">The prefix of the annotations. Default: <see cref="DefaultPrefix"/>.</param>
    /// <returns>The larger model and what could not be followed.</returns>
    public static AnnotatedModel WithServiceAnnotations(this MeshModel model, Inventory inventory, string prefix = DefaultPrefix)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(inventory);
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new AnnotationMerger(model, inventory, prefix).Run();
    }
}
