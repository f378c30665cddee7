using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Generation;

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

    /// <param name="input">The model and the facts.</param>
    /// <param name="last">What was desired before; of workspaces that are held it stays so.</param>
    /// <param name="generator">Generates.</param>
    /// <param name="options">The reconciler's.</param>
    public static DesiredState Of(
        ReconcileInput input, ValueList<ClusterResources> last, IstioGenerator generator, ReconcilerOptions options)
    {
        (MeshModel model, Inventory inventory, IncompleteHandling handling) = (input.Model!, input.Inventory!, options.WhenIncomplete);
        GenerationPlan all = generator.Prepare(model, inventory);
        WorkspaceHold hold = WorkspaceHold.Find(all, model, inventory, generator, handling);
        Diagnostic[] missing = [.. inventory.Diagnostics.Where(IsMissing)];
        Diagnostic[] errors = [.. hold.Plan.Diagnostics.Errors];
        var findings = new List<Diagnostic>([.. input.ModelFindings, .. inventory.Diagnostics, .. all.Diagnostics]);
        if (missing.Length > 0)
        {
            findings.Add(
                ReconcilerDiagnostics.FactsMissing.At(
                    missing[0].Path, $"{Consequence(handling)} Not everything could be read: {Names(missing)}.",
                    "Mend what is reported there."));
        }

        if (errors.Length > 0)
        {
            findings.Add(
                ReconcilerDiagnostics.NotGenerated.At(
                    errors[0].Path,
                    $"{(hold.Plan.Valid ? Consequence(handling)
                        : Consequence(IncompleteHandling.Hold))} Not everything could be generated: {Names(errors)}.",
                        "Mend what is reported there."));
        }

        bool isComplete = missing.Length == 0 && errors.Length == 0;
        DesiredState result = new DesiredState
        {
            Diagnostics = new DiagnosticList(findings),
            MayPrune = isComplete,
            IsHeld = !hold.Plan.Valid || (!isComplete && handling == IncompleteHandling.Hold),
        };
        if (result.IsHeld)
        {
            return result;
        }

        var scope = RunScope.Of(model, hold.Errors);
        findings.AddRange(scope.Held.Select(held => ReconcilerDiagnostics.WorkspaceHeld.At(
            $"workspaces/{held.Key}", $"Nothing of the workspace is applied or deleted, what exists stays. {held.Value}",
            "Repair what is reported beside it; the other workspaces are applied.")));
        var unreadable = missing.Where(finding => finding.Severity == DiagnosticSeverity.Error)
            .Select(finding => finding.Path.Split('/')[0])
            .ToHashSet(StringComparer.Ordinal);
        return result with
        {
            Scope = scope,
            Diagnostics = new DiagnosticList(findings),
            Clusters = hold.Plan.Clusters
                .Where(name => !unreadable.Contains(name))
                .Select(name => hold.Keep(
                    hold.Plan.Generate(name), last.FirstOrDefault(cluster => cluster.Cluster == name), options.Generator.LabelPrefix))
                .ToValueList(),
        };
    }

    // A kind that may not be read is a warning where a person reads the inventory; where absence leads to deletion it is missing like any
    // other.
    private static bool IsMissing(Diagnostic finding) =>
        finding.Severity == DiagnosticSeverity.Error || finding.Code == InventoryDiagnostics.KindForbidden.Code;

    // The causes are findings of their own, beside this one.
    private static string Names(Diagnostic[] causes) =>
        string.Join(", ", causes.Take(10).Select(cause => $"{cause.Path} ({cause.Code})").Distinct())
            + (causes.Length > 10 ? " and more" : "");

    private static string Consequence(IncompleteHandling handling) =>
        handling == IncompleteHandling.Hold ? "Nothing is applied, what exists stays." : "What is known is applied, nothing is deleted.";
}
