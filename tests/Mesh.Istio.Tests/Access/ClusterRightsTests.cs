using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Access;

namespace Mesh.Istio.Tests.Access;

/// <summary>What a cluster gives already counts: who holds every field by an old role is told, and listed before policies deny.</summary>
public class ClusterRightsTests
{
    private const string Old = """
        apiVersion: v1
        kind: List
        items:
        - apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRole
          metadata: {name: istio-ops}
          rules:
          - {apiGroups: [networking.istio.io], resources: ["*"], verbs: ["*"]}
        - apiVersion: rbac.authorization.k8s.io/v1
          kind: ClusterRoleBinding
          metadata: {name: istio-ops}
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: istio-ops}
          subjects: [{kind: Group, name: ops}]
        - apiVersion: rbac.authorization.k8s.io/v1
          kind: Role
          metadata: {name: gateways, namespace: bookinfo}
          rules:
          - {apiGroups: [networking.istio.io], resources: [gateways], verbs: [get, update, patch]}
        - apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata: {name: gateways, namespace: bookinfo}
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: gateways}
          subjects: [{kind: User, name: gil}]
        - apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata: {name: ops, namespace: bookinfo}
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: istio-ops}
          subjects: [{kind: ServiceAccount, name: robot, namespace: ci}]
        - apiVersion: rbac.authorization.k8s.io/v1
          kind: RoleBinding
          metadata: {name: mesh-security, namespace: bookinfo, labels: {app.kubernetes.io/managed-by: mesh}}
          roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: istio-ops}
          subjects: [{kind: User, name: by-mesh}]
        """;

    private const string Certificate = AccessMeshes.Web + "/tls/credentialName";

    private static readonly ClusterRights Rights = ClusterRights.Read("aws", Old);

    [Fact]
    public void Whoever_holds_all_resources_could_change_a_certificate()
    {
        ValueList<AccessHolder> holders = new AccessReview(AccessMeshes.Model, Rights).WhoCan(AccessVerb.Update, Certificate);

        Assert.Equal(
            [
                new AccessHolder("group ops", "ClusterRoleBinding istio-ops", "clusters/aws"),
                new AccessHolder("service account ci/robot", "RoleBinding bookinfo/ops", "clusters/aws/bookinfo"),
            ],
            holders.Where(holder => holder.Place.StartsWith("clusters/", StringComparison.Ordinal)));
        Assert.Contains(holders, holder => holder.Name == "group security");
    }

    [Fact]
    public void A_role_that_names_the_kind_alone_holds_no_field() => Assert.DoesNotContain(
        new AccessReview(AccessMeshes.Model, Rights).WhoCan(AccessVerb.Update, Certificate), holder => holder.Name == "user gil");

    [Fact]
    public void Reading_needs_the_kind_alone() => Assert.Contains(
        new AccessReview(AccessMeshes.Model, Rights).WhoCan(AccessVerb.Read, AccessMeshes.Ingress), holder => holder.Name == "user gil");

    [Fact]
    public void What_is_bound_in_another_s_namespace_is_nothing_here() => Assert.DoesNotContain(
        new AccessReview(AccessMeshes.Model, Rights).WhoCan(
            AccessVerb.Update, "tenants/dev/workspaces/shop/gateways/ingress/servers/cart/hostname"),
        holder => holder.Name.Contains("robot", StringComparison.Ordinal));

    [Fact]
    public void The_rollout_lists_them()
    {
        Inventory observed = new InventoryBuilder().AddCluster("aws", c => c.AddNamespace("bookinfo")).Build();

        Diagnostic[] found = [.. AccessManifests.Of(AccessMeshes.Model, observed, new() { Granted = [Rights] }).Diagnostics.Where(
            finding => finding.Code == "MC030")];

        Assert.Equal(2, found.Length);
        Assert.Contains(found, finding => finding.Message.StartsWith("ClusterRoleBinding istio-ops gives group ops every field of",
            StringComparison.Ordinal));
        Assert.All(found, finding => Assert.Equal("clusters/aws", finding.Path));
    }

    [Fact]
    public void A_text_that_is_no_yaml_is_an_error() => Assert.True(ClusterRights.Read("aws", "a: [").Diagnostics.HasErrors);
}
