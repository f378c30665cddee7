using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Istio.Apply.Planning;

namespace Mesh.Istio.Apply;

/// <summary>Plans and results for people.</summary>
internal static class ApplyText
{
    public static string Write(PlannedObject entry) => Lines(
        $"{Word(entry.Action)} {Name(entry.Cluster, entry.Kind, entry.Namespace, entry.Name)}{Because(entry.Message)}",
        [
            .. entry.Fields.Select(field => field.ToString()), .. entry.Conflicts.Select(conflict => conflict.ToString()),
            .. entry.Adopted.Select(field => field.ToString()),
        ]);

    public static string Write(AppliedObject entry) => Lines(
        $"{Word(entry.Outcome)} {Name(entry.Cluster, entry.Kind, entry.Namespace, entry.Name)}{Because(entry.Message)}",
        [.. entry.Conflicts.Select(conflict => conflict.ToString()), .. entry.Adopted.Select(field => field.ToString())]);

    public static string Write(PlannedRound round) => Lines(
        string.Create(CultureInfo.InvariantCulture, $"round {round.Number}: {round.Purpose}{(round.WaitsFor.IsEmpty ? ""
            : $"; waits until {string.Join(", ", round.WaitsFor)} have got the round before")}"),
        round.Objects);

    public static string Write(ApplyPlan plan) => Write(
        plan.Objects.Where(entry => entry.Action != PlannedAction.Unchanged).Select(Write).Concat(plan.Rounds),
        plan.Diagnostics,
        Count(plan.Objects.CountBy(entry => Word(entry.Action)), Enum.GetValues<PlannedAction>().Select(Word)));

    public static string Write(ApplyResult result) => Write(
        result.Objects.Where(entry => entry.Outcome != ApplyOutcome.Unchanged).Select(Write),
        result.Diagnostics,
        Count(result.Objects.CountBy(entry => Word(entry.Outcome)), Enum.GetValues<ApplyOutcome>().Select(Word)));

    public static string Name(string cluster, string kind, string? namespaceName, string name) =>
        $"{cluster} {kind} {(namespaceName is null ? "" : $"{namespaceName}/")}{name}";

    public static string Word(PlannedAction action) => action switch
    {
        PlannedAction.Create => "create",
        PlannedAction.Update => "update",
        PlannedAction.Unchanged => "unchanged",
        PlannedAction.Delete => "delete",
        PlannedAction.Keep => "keep",
        PlannedAction.Conflict => "conflict",
        PlannedAction.Forbidden => "forbidden",
        PlannedAction.Invalid => "invalid",
        _ => "unknown",
    };

    public static string Word(ApplyOutcome outcome) => outcome switch
    {
        ApplyOutcome.Created => "created",
        ApplyOutcome.Updated => "updated",
        ApplyOutcome.Unchanged => "unchanged",
        ApplyOutcome.Deleted => "deleted",
        ApplyOutcome.Deleting => "deleting",
        ApplyOutcome.Kept => "kept",
        ApplyOutcome.Conflict => "conflict",
        ApplyOutcome.Forbidden => "forbidden",
        ApplyOutcome.Invalid => "invalid",
        ApplyOutcome.Failed => "failed",
        ApplyOutcome.Unknown => "unknown",
        _ => "not attempted",
    };

    private static string Write(IEnumerable<string> objects, DiagnosticList findings, string count) =>
        string.Join("\n", objects.Concat(findings.Select(finding => finding.ToString())).Append(count));

    private static string Count(IEnumerable<KeyValuePair<string, int>> counts, IEnumerable<string> order)
    {
        var known = counts.ToDictionary(StringComparer.Ordinal);
        string text = string.Join(
            ", ", order.Where(known.ContainsKey).Select(word => string.Create(CultureInfo.InvariantCulture, $"{known[word]} {word}")));
        return text.Length == 0 ? "no objects" : text;
    }

    private static string Lines(string first, IEnumerable<string> more) =>
        string.Join("\n", more.Select(line => $"  {line}").Prepend(first));

    private static string Because(string message) => message.Length == 0 ? "" : $": {message}";
}
