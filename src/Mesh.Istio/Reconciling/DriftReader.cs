using Mesh.Diagnostics;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Comparison;

namespace Mesh.Istio.Reconciling;

/// <summary>Says what a plan shows to have changed since it was applied.</summary>
internal static class DriftReader
{
    public const string Changed = "changed";
    public const string Missing = "missing";
    public const string Surplus = "surplus";

    /// <summary>The findings by kind of drift.</summary>
    public static ILookup<string, Diagnostic> Read(ClusterPlan plan) =>
        plan.Objects.Select(entry => (Kind: KindOf(entry), entry)).Where(found => found.Kind.Length > 0)
            .Select(found => (found.Kind, Finding: Of(found.Kind, found.entry)))
            .Concat(plan.Diagnostics.Where(finding => finding.Code == ApplyDiagnostics.ForeignMember.Code).Select(
                finding => (Kind: Surplus, Finding: ReconcilerDiagnostics.ObjectSurplus.At(finding.Path, finding.Message, finding.Help))))
            .ToLookup(found => found.Kind, found => found.Finding, StringComparer.Ordinal);

    /// <summary>
    /// What kind of drift an action puts right; empty when there is none. That Mesh would take back what is around a value that it adopts,
    /// and remember it, is none.
    /// </summary>
    public static string KindOf(PlannedObject entry) => entry.Action switch
    {
        PlannedAction.Update when !entry.Adopted.IsEmpty && entry.Fields.All(IsMark) => "",
        PlannedAction.Update or PlannedAction.Conflict => Changed,
        PlannedAction.Create => Missing,
        PlannedAction.Delete => Surplus,
        _ => "",
    };

    private static bool IsMark(FieldComparison field) => field.Path.StartsWith("metadata.annotations", StringComparison.Ordinal)
        && field.Path.Contains("/adopted", StringComparison.Ordinal);

    private static Diagnostic Of(string kind, PlannedObject entry)
    {
        string path = ApplyText.Name(entry.Cluster, entry.Kind, entry.Namespace, entry.Name);
        return kind switch
        {
            Missing =>
                ReconcilerDiagnostics.ObjectMissing.At(
                    path, "It was applied and is gone.", "Find out who deletes it; DriftHandling.Correct creates it again."),
            Surplus =>
                ReconcilerDiagnostics.ObjectSurplus.At(
                    path, "It is a member of Mesh's set, and is not desired.",
                    "Take the label of the set off it if it is yours; DriftHandling.Correct deletes it."),
            _ => ReconcilerDiagnostics.ObjectChanged.At(
                path, Changes(entry), "Change the model instead, or agree with the owner; DriftHandling.Correct takes the fields back."),
        };
    }

    // Only names of fields: what somebody wrote into them is nothing for a log.
    private static string Changes(PlannedObject entry)
    {
        string[] parts =
        [
            .. entry.Fields.IsEmpty ? Array.Empty<string>()
                : [$"Fields differ: {string.Join(", ", entry.Fields.Select(field => field.Path))}."],
            .. entry.Conflicts.IsEmpty ? Array.Empty<string>()
                : [$"Owned by {string.Join(", ", entry.Conflicts.Select(conflict => conflict.Manager).Distinct(StringComparer.Ordinal))}."],
            .. entry.Message.Length == 0 ? Array.Empty<string>() : [entry.Message],
        ];
        return parts.Length == 0 ? "It differs from what was applied." : string.Join(" ", parts);
    }
}
