using Mesh.Conformance.Tests.Known;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Rights;

namespace Mesh.Conformance.Tests.Access;

/// <summary>Mesh's verdict without a cluster is that of a real API server, and so is what it says changed.</summary>
public class FieldVerdictTests
{
    private static readonly Lazy<IReadOnlyList<RoleGrant>> Grants = new(RecordedRoles.Grants);

    [Fact]
    public void Who_may_change_which_field_is_as_recorded()
    {
        var report = new ComparisonReport("access", "fields");
        foreach (WriteCase one in AccessRecordings.Of(AccessRecordings.HasFieldPolicies).Where(one => one.Verdict != "other"))
        {
            report.Compare(one.Id, () => Compare(one, report));
        }

        report.AssertNoneUnknown();
    }

    private static void Compare(WriteCase one, ComparisonReport report)
    {
        FieldMap map = AccessRecordings.Map.Value!;
        WriteVerdict verdict = new WriteJudge(map).Judge(new RequesterRights(Grants.Value, one.Requester), one.Write());
        bool byKind = verdict.Missing.Any(right => right.Changes.IsEmpty);
        bool denies = !one.PolicySet.StartsWith("fields-1-", StringComparison.Ordinal)
            || one.PolicySet.EndsWith("deny-audit", StringComparison.Ordinal);
        string expected = one.Verdict == "allowed" ? "allowed" : $"denied by {one.By}";
        string actual = byKind ? "denied by rbac" : denies && !verdict.IsAllowed ? "denied by policy" : "allowed";
        report.Check(expected == actual, "verdict", $"expected {expected}, found {actual}: {string.Join("; ", verdict.Missing)}");
        if (one.PolicySet.EndsWith("warn", StringComparison.Ordinal))
        {
            report.Check(one.Warnings == verdict.Missing.Count, "warnings", $"expected {one.Warnings}, found {verdict.Missing.Count}");
        }

        if (one.Audit("/changes") is { Length: > 0 } audit)
        {
            CompareChanges(audit, [.. verdict.Changes.Select(change => change.ToString())], report);
        }

        if (expected == "denied by policy")
        {
            report.Check(
                verdict.Missing.Any(right => one.Message.EndsWith($" needs {right.Question.Verb} on {right.Question.Resource}",
                    StringComparison.Ordinal)),
                "message", $"{one.Message} is none of {string.Join("; ", verdict.Missing)}");
        }
    }

    // Long lists are cut, and have no fixed order.
    private static void CompareChanges(string audit, HashSet<string> found, ComparisonReport report)
    {
        bool isCut = audit.EndsWith(" ...", StringComparison.Ordinal);
        string[] expected = audit.Split(", ");
        expected = isCut ? expected[..^1] : expected;
        string[] missing = [.. expected.Except(found, StringComparer.Ordinal)];
        string[] others = isCut ? [] : [.. found.Except(expected, StringComparer.Ordinal)];
        report.Check(missing.Length == 0 && others.Length == 0, "changes",
            $"missing {string.Join(", ", missing.Take(5))}; more {string.Join(", ", others.Take(5))}");
    }
}
