using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation;

namespace Mesh.Istio.Reconciling;

/// <summary>What the facts want of every cluster, and whether it may be applied.</summary>
internal sealed record DesiredState
{
    /// <summary>Whether nothing may be applied; then what was wanted before stays wanted.</summary>
    public bool IsHeld { get; private init; }

    /// <summary>The clusters that are to be written.</summary>
    public ValueList<ClusterResources> Clusters { get; private init; }

    /// <summary>Whether what is no longer wanted may be deleted: only when nothing is missing can its absence be trusted.</summary>
    public bool MayPrune { get; private init; }

    public DiagnosticList Diagnostics { get; private init; } = DiagnosticList.Empty;

    public static DesiredState Of(MeshModel model, DiagnosticList modelFindings, Inventory inventory, IstioGenerator generator, IncompleteHandling handling)
    {
        GenerationPlan plan = generator.Prepare(model, inventory);
        Diagnostic[] missing = [.. inventory.Diagnostics.Where(IsMissing)];
        Diagnostic[] errors = [.. plan.Diagnostics.Errors];
        var findings = new List<Diagnostic>([.. modelFindings, .. inventory.Diagnostics, .. plan.Diagnostics]);
        if (missing.Length > 0)
        {
            findings.Add(ReconcilerDiagnostics.FactsMissing.At(missing[0].Path, $"{Consequence(handling)} Not everything could be read: {Names(missing)}.", "Mend what is reported there."));
        }

        if (errors.Length > 0)
        {
            findings.Add(ReconcilerDiagnostics.NotGenerated.At(errors[0].Path, $"{(plan.Valid ? Consequence(handling) : Consequence(IncompleteHandling.Hold))} Not everything could be generated: {Names(errors)}.", "Mend what is reported there."));
        }

        bool isComplete = missing.Length == 0 && errors.Length == 0;
        DesiredState result = new DesiredState { Diagnostics = new DiagnosticList(findings), MayPrune = isComplete, IsHeld = !plan.Valid || (!isComplete && handling == IncompleteHandling.Hold) };
        if (result.IsHeld)
        {
            return result;
        }

        var unreadable = missing.Where(finding => finding.Severity == DiagnosticSeverity.Error).Select(finding => finding.Path.Split('/')[0]).ToHashSet(StringComparer.Ordinal);
        return result with { Clusters = plan.Clusters.Where(name => !unreadable.Contains(name)).Select(plan.Generate).ToValueList() };
    }

    // A kind that may not be read is a warning where a person reads the inventory; where absence leads to deletion it is missing like any other.
    private static bool IsMissing(Diagnostic finding) => finding.Severity == DiagnosticSeverity.Error || finding.Code == InventoryDiagnostics.KindForbidden.Code;

    // The causes are findings of their own, beside this one.
    private static string Names(Diagnostic[] causes) =>
        string.Join(", ", causes.Take(10).Select(cause => $"{cause.Path} ({cause.Code})").Distinct()) + (causes.Length > 10 ? " and more" : "");

    private static string Consequence(IncompleteHandling handling) =>
        handling == IncompleteHandling.Hold ? "Nothing is applied, what exists stays." : "What is known is applied, nothing is deleted.";
}
