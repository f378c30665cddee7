using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Access;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Generation;
using Mesh.Istio.Generation.Ownership;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Reconciling;

/// <summary>What every cluster should have by model and facts, and whether it may be applied.</summary>
internal sealed record DesiredState
{
    /// <summary>Whether nothing may be applied; then what was desired before stays desired.</summary>
    public bool IsHeld { get; private init; }

    /// <summary>
    /// The workspaces that are held alone, as <c>tenant/workspace</c>: what is there of them stays, the others are applied.
    /// </summary>
    public ValueList<string> HeldWorkspaces => Scope.Held.Keys.ToValueList();

    /// <summary>The clusters that are to be written.</summary>
    public ValueList<ClusterResources> Clusters { get; private init; }

    /// <summary>Whose objects these are, and which of them must not be deleted.</summary>
    public RunScope Scope { get; private init; } = new();

    /// <summary>Whether what is no longer desired may be deleted: only when nothing is missing can its absence be trusted.</summary>
    public bool MayPrune { get; private init; }

    public DiagnosticList Diagnostics { get; private init; } = DiagnosticList.Empty;

    /// <summary>The plan of the whole model, of which the next one takes over what did not change.</summary>
    public GenerationPlan? Plan { get; private init; }

    /// <param name="input">The model and the facts.</param>
    /// <param name="last">What was desired before; of workspaces that are held it stays so. Null in the beginning.</param>
    /// <param name="generator">Generates.</param>
    /// <param name="options">The reconciler's.</param>
    public static DesiredState Of(
        ReconcileInput input, DesiredState? last, IstioGenerator generator, ReconcilerOptions options)
    {
        (MeshModel model, Inventory inventory, IncompleteHandling handling) = (input.Model!, input.Inventory!, options.WhenIncomplete);
        DiagnosticList facts = FactOwners.Resolve(inventory.Diagnostics, model);
        ILookup<bool, Diagnostic> absent = facts.Where(FactOwners.IsMissing).ToLookup(finding => finding.Concerns.IsEmpty);
        Diagnostic[] missing = [.. absent[true]];
        Diagnostic[] ofWorkspaces = [.. absent[false].Select(finding => finding with { Severity = DiagnosticSeverity.Error })];
        GenerationPlan all = generator.Prepare(model, inventory, last?.Plan, default);
        // Whoever asks for as much as can be generated gets it also from workspaces whose facts are in error.
        WorkspaceHold hold = handling == IncompleteHandling.Hold
            ? WorkspaceHold.Find(all, ofWorkspaces, errors => generator.Prepare(model, inventory, null, errors))
            : new WorkspaceHold(all, new RemovalGuard([.. all.Holding, .. ofWorkspaces]), all.Resources.Clusters);
        bool isRefused = hold.Plan.IsRefused || hold.Guard.Refusal is not null;
        Diagnostic[] errors = isRefused ? [.. all.Diagnostics.Errors]
            : handling == IncompleteHandling.Hold ? [] : [.. all.Diagnostics.Errors.Except(all.Holding)];
        var findings = new List<Diagnostic>([.. input.ModelFindings, .. facts, .. all.Diagnostics, .. hold.Foreign]);
        if (missing.Length > 0)
        {
            findings.Add(ReconcilerDiagnostics.FactsMissing.At(
                missing[0].Path, $"{Consequence(handling)} Not everything could be read: {Names(missing)}.",
                    "Mend what is reported there."));
        }

        if (errors.Length > 0)
        {
            IncompleteHandling effect = hold.Plan.IsRefused ? IncompleteHandling.Hold : handling;
            findings.Add(
                ReconcilerDiagnostics.NotGenerated.At(
                    errors[0].Path, $"{Consequence(effect)} Not everything could be generated: {Names(errors)}.",
                    "Mend what is reported there."));
        }

        bool isComplete = missing.Length == 0 && errors.Length == 0;
        DesiredState result = new DesiredState
        {
            Diagnostics = new DiagnosticList(findings.Distinct()),
            MayPrune = isComplete,
            Plan = all,
            IsHeld = hold.Plan.IsRefused || (!isComplete && handling == IncompleteHandling.Hold),
        };
        if (result.IsHeld)
        {
            return result;
        }

        (MeshResources access, RunScope scope) = AccessOf(RunScope.Of(model, hold.Guard), model, inventory, options);
        findings.AddRange([.. access.Diagnostics, .. scope.Held.Select(held => OfHeld(held.Key, held.Value))]);
        var unreadable = missing.Where(finding => finding.Severity == DiagnosticSeverity.Error)
            .Select(finding => finding.Path.Split('/')[0])
            .ToHashSet(StringComparer.Ordinal);
        return result with
        {
            Scope = scope,
            Diagnostics = new DiagnosticList(findings.Distinct()),
            Clusters = [.. hold.Clusters.Where(generated => !unreadable.Contains(generated.Cluster)).Select(Kept)],
        };

        ClusterResources Kept(ClusterResources generated) => hold.Keep(
            AccessManifests.Add(generated, access), last?.Clusters.FirstOrDefault(cluster => cluster.Cluster == generated.Cluster),
            scope.KeepsAccess);
    }

    // Of a part of the model rights and policies would open the namespaces of the rest: while a workspace is held, what is there stays.
    private static (MeshResources Access, RunScope Scope) AccessOf(
        RunScope scope, MeshModel model, Inventory inventory, ReconcilerOptions options)
    {
        if (options.Access is not { } enforcement)
        {
            return (new(), scope with { Adoption = options.Apply.Adoption });
        }

        MeshResources access = scope.Held.IsEmpty ? AccessManifests.Of(model, inventory, enforcement) : new();
        return (access, scope with
        {
            Adoption = options.Apply.Adoption ?? AccessAdoption.Of(model),
            KeepsAccess = !scope.Held.IsEmpty || access.Diagnostics.HasErrors,
        });
    }

    private static Diagnostic OfHeld(string workspace, string reason) => ReconcilerDiagnostics.WorkspaceHeld.At(
        $"workspaces/{workspace}", $"Nothing of the workspace is applied or deleted, what exists stays. {reason}",
        "Repair what is reported beside it; the other workspaces are applied.");

    // The causes are findings of their own, beside this one.
    private static string Names(Diagnostic[] causes) =>
        string.Join(", ", causes.Take(10).Select(cause => $"{cause.Path} ({cause.Code})").Distinct())
            + (causes.Length > 10 ? " and more" : "");

    private static string Consequence(IncompleteHandling handling) =>
        handling == IncompleteHandling.Hold ? "Nothing is applied, what exists stays." : "What is known is applied, nothing is deleted.";
}
