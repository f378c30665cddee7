using Mesh.Istio.Access;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Policies;
using Mesh.Istio.Access.Rights;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Access;

/// <summary>What a cluster gets: in order, readable again, and in workspaces' namespaces only.</summary>
public class AccessObjectTests
{
    private static readonly ValueMap<string> Ours = ValueMap.Create<string>([new(MeshLabels.ManagedBy, MeshLabels.Mesh)]);

    private static readonly WorkspaceLimits Shop = new() { Namespaces = ["shop"], Hosts = ["shop.example.com"], Destinations = ["shop"] };

    private static readonly NamespaceRole Security = new(
        "mesh-security-admin", "shop",
        new GroupRights { Verbs = ["read", "update"], Groups = [FieldGroups.Certificates] }.ToRules(FieldMap.Default),
        [new Subject(SubjectKind.Group, "security-team"), new Subject(SubjectKind.ServiceAccount, "bot", "ci")])
    {
        Labels = Ours,
    };

    [Fact]
    public void Roles_come_first_then_policies_then_their_bindings()
    {
        ValueList<AccessObject> all = Of(AccessEnforcement.Audit);

        Assert.Equal(
            [AccessObject.Role, AccessObject.RoleBinding, AccessObject.Policy, AccessObject.PolicyBinding],
            all.Select(value => value.Kind).Distinct());
        Assert.Equal(
            all.Where(value => value.Kind == AccessObject.Policy).Select(value => value.Metadata.Name),
            all.Where(value => value.Kind == AccessObject.PolicyBinding).Select(value => value.Metadata.Name));
    }

    [Fact]
    public void What_is_written_is_read_again()
    {
        foreach (AccessObject value in Of(AccessEnforcement.Deny))
        {
            ManifestSet set = ManifestReader.Read(System.Text.Encoding.UTF8.GetString(value.ToUtf8Json()), "file");

            Assert.Equal(value, Assert.Single(set.Objects));
        }
    }

    [Fact]
    public void Roles_of_others_are_left_out() => Assert.Empty(ManifestReader.Read(
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata: {name: theirs, namespace: shop}\nrules: []\n", "file").Objects);

    [Theory]
    [InlineData(false, "[\"Audit\",\"Warn\"]")]
    [InlineData(true, "[\"Deny\"]")]
    public void A_rollout_begins_with_warnings(bool denies, string actions) => Assert.All(
        Of(denies ? AccessEnforcement.Deny : AccessEnforcement.Audit).Where(value => value.Kind == AccessObject.PolicyBinding),
        binding => Assert.Contains($"\"validationActions\":{actions}", Json(binding), StringComparison.Ordinal));

    [Fact]
    public void A_role_is_what_verdicts_are_found_with()
    {
        string role = Json(Of(AccessEnforcement.Deny)[0]);

        Assert.Contains("\"resources\":[\"destinationrules/certificates\",\"gateways/certificates\"", role, StringComparison.Ordinal);
        Assert.Contains("\"verbs\":[\"get\",\"list\",\"patch\",\"update\",\"watch\"]", role, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_that_no_expression_can_hold_are_split_over_policies()
    {
        WorkspaceLimits[] many = [.. Enumerable.Range(0, 1000).Select(i => new WorkspaceLimits
        {
            Namespaces = [$"team-{i}"],
            Hosts = [$"*.team-{i}.example.com", $"team-{i}.example.com"],
            Destinations = [$"team-{i}", "monitoring"],
        })];
        ValueList<AccessObject> all = ClusterAccess.Of(FieldMap.Default, new PolicySettings { Labels = Ours }, [.. many], []);

        AccessObject[] gateways = [.. all.Where(value => value.Kind == AccessObject.Policy
            && value.Metadata.Name.StartsWith("mesh-tenancy-gateways", StringComparison.Ordinal))];
        Assert.InRange(gateways.Length, 2, 4);
        Assert.All(gateways, policy => Assert.InRange(Json(policy).Length, 1, 110_000));
    }

    private static ValueList<AccessObject> Of(AccessEnforcement enforcement) => ClusterAccess.Of(
        FieldMap.Default, new PolicySettings { Enforcement = enforcement, Labels = Ours }, [Shop], [Security]);

    private static string Json(AccessObject value) => System.Text.Encoding.UTF8.GetString(value.ToUtf8Json());
}
