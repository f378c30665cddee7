using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Generation;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Reconciling;

/// <summary>
/// The workspaces whose errors hold themselves and nobody else. The rest of the model is generated without them: what is generated for a
/// workspace does not depend on the others.
/// </summary>
/// <param name="Plan">The plan without them. Errors that are left concern the organization, its clusters or the inventory.</param>
/// <param name="Errors">The errors of the workspaces that are held.</param>
internal sealed record WorkspaceHold(GenerationPlan Plan, ValueList<Diagnostic> Errors)
{
    public static WorkspaceHold Find(
        GenerationPlan all, MeshModel model, Inventory inventory, IstioGenerator generator, IncompleteHandling handling)
    {
        var hold = new WorkspaceHold(all, default);
        var held = new HashSet<string>(StringComparer.Ordinal);
        // Whoever asks for as much as can be generated gets it also from workspaces with errors; from a model with errors nothing can be.
        while (hold.Plan.Diagnostics.HasErrors && (handling == IncompleteHandling.Hold || !hold.Plan.Valid))
        {
            Diagnostic[] errors = [.. hold.Plan.Diagnostics.Errors];
            string?[] workspaces = [.. errors.Select(error => RunScope.WorkspaceOf(error.Path))];
            // Each round takes a workspace out, or this ends: an error elsewhere holds everything.
            if (workspaces.Any(workspace => workspace is null || held.Contains(workspace)))
            {
                return new WorkspaceHold(all, default);
            }

            held.UnionWith(workspaces.OfType<string>());
            hold = new WorkspaceHold(generator.Prepare(Without(model, held), inventory), hold.Errors.AddRange(errors.ToValueList()));
        }

        return hold;
    }

    /// <summary>The objects of a cluster, with those of the held workspaces as they were desired last.</summary>
    public ClusterResources Keep(ClusterResources generated, ClusterResources? last, string labelPrefix)
    {
        if (Errors.IsEmpty || last is null)
        {
            return generated;
        }

        var held = Errors.Select(error => RunScope.WorkspaceOf(error.Path)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var names = generated.Objects.Select(NameOf).ToHashSet();
        IstioObject[] kept = [.. last.Objects.Where(value => held.Contains(WorkspaceOf(value)) && !names.Contains(NameOf(value)))];
        // What is kept may lie in the shared namespace, which only those who need it generate.
        IEnumerable<IstioObject> spaces = kept.Length == 0 ? []
            : last.Objects.Where(value => value is Namespace && !names.Contains(NameOf(value)));
        return generated with { Objects = generated.Objects.Concat(kept).Concat(spaces).ToValueList() };

        string WorkspaceOf(IstioObject value) =>
            $"{value.Metadata.Labels.GetValueOrDefault($"{labelPrefix}/tenant")}/{value.Metadata.Labels.GetValueOrDefault(
                $"{labelPrefix}/workspace")}";
    }

    private static (string, string?, string) NameOf(IstioObject value) => (value.Kind, value.Metadata.Namespace, value.Metadata.Name);

    private static MeshModel Without(MeshModel model, HashSet<string> workspaces) => model with
    {
        Organization = model.Organization with
        {
            Tenants = model.Organization.Tenants
                .Select(tenant =>
                    tenant with
                    {
                        Workspaces = tenant.Workspaces.Where(workspace => !workspaces.Contains($"{tenant.Name}/{workspace.Name}"))
                        .ToValueList()
                    })
                .ToValueList(),
        },
    };
}
