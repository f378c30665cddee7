using Mesh.Diagnostics;
using Mesh.Istio.Generation;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Reconciling;

/// <summary>
/// The workspaces whose errors hold themselves and nobody else. The rest of the model is generated without them: what is generated for a
/// workspace does not depend on the others.
/// </summary>
/// <param name="Plan">The plan without them.</param>
/// <param name="Guard">Says which they are, and whether anything else holds everything.</param>
internal sealed record WorkspaceHold(GenerationPlan Plan, RemovalGuard Guard)
{
    /// <param name="all">The plan of the whole model.</param>
    /// <param name="facts">Errors of the inventory that concern single workspaces.</param>
    /// <param name="prepare">Plans without the workspaces of errors.</param>
    public static WorkspaceHold Find(
        GenerationPlan all, IEnumerable<Diagnostic> facts, Func<ValueList<Diagnostic>, GenerationPlan> prepare)
    {
        ValueList<Diagnostic> errors = [.. facts, .. all.Diagnostics.Errors];
        GenerationPlan plan = all;
        while (true)
        {
            var guard = new RemovalGuard(errors);
            if (guard.Refusal is not null || !guard.HoldsAny)
            {
                return new WorkspaceHold(plan, guard);
            }

            // Each round knows of more errors, or this ends.
            plan = prepare(errors);
            Diagnostic[] more = [.. plan.Diagnostics.Errors.Except(errors)];
            if (more.Length == 0)
            {
                return new WorkspaceHold(plan, guard);
            }

            errors = [.. errors, .. more];
        }
    }

    /// <summary>
    /// The objects of a cluster, with those of the held workspaces as they were desired last; rights and policies too, where they are kept.
    /// </summary>
    public ClusterResources Keep(ClusterResources generated, ClusterResources? last, bool keepsAccess)
    {
        if (last is null || (!keepsAccess && !Guard.Held.Any()))
        {
            return generated;
        }

        var names = generated.Objects.Select(NameOf).ToHashSet();
        IstioObject[] kept = [.. last.Objects.Where(
            value => (value is AccessObject ? keepsAccess : Guard.HoldOf(value.Metadata.Labels) is not null)
                && !names.Contains(NameOf(value)))];
        // What is kept may lie in the shared namespace, which only those who need it generate.
        IEnumerable<IstioObject> spaces = kept.Length == 0 ? []
            : last.Objects.Where(value => value is Namespace && !names.Contains(NameOf(value)));
        return generated with { Objects = generated.Objects.Concat(kept).Concat(spaces).ToValueList() };
    }

    private static (string, string?, string) NameOf(IstioObject value) => (value.Kind, value.Metadata.Namespace, value.Metadata.Name);
}
