using Mesh.Conformance.Tests.Known;
using Mesh.Istio.Access.Rights;

namespace Mesh.Conformance.Tests.Access;

/// <summary>The double of the API server evaluates the recorded policies as the real one did.</summary>
public class RecordedPolicyTests
{
    [Fact]
    public void The_texts_of_field_policies_give_the_recorded_verdicts() =>
        Compare("policies", "mesh-fields-", AccessRecordings.HasFieldPolicies);

    [Fact]
    public void The_texts_of_tenancy_policies_give_the_recorded_verdicts() =>
        Compare("policies of tenancy", "mesh-", set => set.StartsWith("tenancy-constants", StringComparison.Ordinal));

    private static void Compare(string comparison, string prefix, Func<string, bool> sets)
    {
        var report = new ComparisonReport("access", comparison);
        IReadOnlyList<RoleGrant> grants = RecordedRoles.Grants();
        var policies = new RecordedPolicies(prefix);
        foreach (WriteCase one in AccessRecordings.Of(sets).Where(one => one.Verdict != "other" || one.By == "policy"))
        {
            report.Compare(one.Id, () => policies.Compare(one, grants, report));
        }

        report.AssertNoneUnknown();
    }
}
