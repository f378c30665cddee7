using Mesh.Conformance.Tests.Known;
using Mesh.Istio.Access;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Policies;
using Mesh.Istio.Access.Rights;
using Mesh.Istio.Resources;

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

    /// <summary>Mesh's own texts, made of the recorded map, say what the recorded ones said, word for word.</summary>
    [Fact]
    public void The_texts_that_Mesh_generates_give_the_recorded_verdicts()
    {
        FieldMap map = AccessRecordings.Map.Value!;
        ValueList<AccessObject> objects = [
            .. map.Kinds.Values.Select(kind => FieldPolicy.Of(map, kind, [])),
            .. map.Kinds.Values.Select(kind => PolicyText.Binding(
                FieldPolicy.NameOf(kind), ["bookinfo", "shop"], AccessEnforcement.Deny, []))];

        Compare("generated policies", new RecordedPolicies(objects), AccessRecordings.HasFieldPolicies);
    }

    /// <summary>The limits that the recorded texts have, in Mesh's own.</summary>
    [Fact]
    public void The_tenancy_texts_that_Mesh_generates_give_the_recorded_verdicts()
    {
        FieldMap map = AccessRecordings.Map.Value!;
        var settings = new PolicySettings { Enforcement = AccessEnforcement.Deny };
        WorkspaceLimits[] workspaces =
        [
            new()
            {
                Namespaces = ["bookinfo", "bookinfo-test"],
                Hosts = ["*.bookinfo.example.com", "bookinfo.example.com"],
                Destinations = ["bookinfo", "bookinfo-test", "monitoring"],
                Selectors =
                [
                    ValueMap.Create<string>([new("istio", "ingress-bookinfo")]),
                    ValueMap.Create<string>([new("app", "gw"), new("tier", "bookinfo")]),
                ],
                Gateways = ["istio-system/shared-edge"],
            },
            new()
            {
                Namespaces = ["shop"],
                Hosts = ["shop.example.com"],
                Destinations = ["shop"],
                Selectors = [ValueMap.Create<string>([new("istio", "ingress-shop")])],
            },
        ];

        Compare(
            "generated tenancy", new RecordedPolicies(ClusterAccess.Of(map, settings, [.. workspaces], [])),
            set => set.StartsWith("tenancy-", StringComparison.Ordinal));
    }

    private static void Compare(string comparison, string prefix, Func<string, bool> sets) =>
        Compare(comparison, new RecordedPolicies(prefix), sets);

    private static void Compare(string comparison, RecordedPolicies policies, Func<string, bool> sets)
    {
        var report = new ComparisonReport("access", comparison);
        IReadOnlyList<RoleGrant> grants = RecordedRoles.Grants();
        // What was too expensive for the recorded texts need not be for Mesh's.
        bool withErrors = !comparison.StartsWith("generated", StringComparison.Ordinal);
        foreach (WriteCase one in AccessRecordings.Of(sets).Where(
            one => one.Verdict != "other" || (withErrors && one.By == "policy")))
        {
            report.Compare(one.Id, () => policies.Compare(one, grants, report));
        }

        report.AssertNoneUnknown();
    }
}
