using Mesh.Istio.Access;
using Mesh.Validation;

namespace Mesh.Istio.Tests.Access;

public class AccessImportTests
{
    private const string Text =
        """
        apiVersion: rbac.tsb.tetrate.io/v2
        kind: Role
        metadata:
          name: gateway-admin
        spec:
          rules:
          - types:
            - apiGroup: gateway.tsb.tetrate.io/v2
              kinds: [Gateway, EgressGateway]
            permissions: [READ, WRITE, CREATE, SET_POLICY, GET_POLICY]
          - types:
            - apiGroup: api.tsb.tetrate.io/v2
              kinds: [WorkspaceSetting]
              scopedAt:
              - apiGroup: api.tsb.tetrate.io/v2
                kind: Tenant
            permissions: [READ, WRITE]
        ---
        apiVersion: rbac.tsb.tetrate.io/v2
        kind: Role
        metadata: {name: security-admin}
        spec:
          rules:
          - permissions: [READ]
        ---
        apiVersion: rbac.tsb.tetrate.io/v2
        kind: AccessBindings
        metadata:
          fqn: organizations/acme
        spec:
          allow:
          - role: rbac/admin
            subjects:
            - team: organizations/acme/teams/platform
          - role: rbac/security-admin
            subjects:
            - user: organizations/acme/users/sam
        ---
        apiVersion: rbac.tsb.tetrate.io/v2
        kind: AccessBindings
        metadata:
          annotations:
            tsb.tetrate.io/fqn: organizations/acme/tenants/dev/workspaces/bookinfo
        spec:
          allow:
          - role: rbac/gateway-admin
            subjects:
            - user: organizations/acme/users/gus
            - serviceAccount: organizations/acme/serviceaccounts/robot
          - role: rbac/writer
            subjects:
            - user: organizations/acme/users/wes
          - role: rbac/unknown
            subjects:
            - user: organizations/acme/users/una
        ---
        apiVersion: rbac.tsb.tetrate.io/v2
        kind: WorkspaceAccessBindings
        metadata: {organization: acme, tenant: dev, workspace: bookinfo}
        spec:
          allow:
          - role: rbac/editor
            subjects:
            - user: organizations/acme/users/ed
        ---
        apiVersion: rbac.tsb.tetrate.io/v2
        kind: GatewayAccessBindings
        metadata: {organization: acme, tenant: dev, workspace: bookinfo, group: ingress}
        spec:
          allow:
          - role: rbac/reader
            subjects:
            - user: organizations/acme/users/ray
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: other}
        """;

    private static readonly MeshModel Empty = new MeshBuilder("acme")
        .AddCluster("aws")
        .AddTenant("dev", t => t.AddWorkspace("bookinfo", w => w.WithNamespaces("*/bookinfo")))
        .Build();

    [Fact]
    public void Roles_and_bindings_are_taken()
    {
        ModelReadResult read = AccessImport.Read(Empty, Text);
        Organization organization = read.Model!.Organization;
        Workspace workspace = organization.Tenants[0].Workspaces[0];

        Assert.Equal(["gateway-admin", "security-admin-imported", "writer"], organization.Roles.Select(role => role.Name));
        Assert.Equal(
            [
                new()
                {
                    Verbs = [AccessVerb.Read, AccessVerb.Update, AccessVerb.Create, AccessVerb.Bind],
                    Kinds = ["Gateway"],
                    Groups = [FieldGroup.All],
                },
                new()
                {
                    Verbs = [AccessVerb.Read, AccessVerb.Update],
                    Kinds = ["Workspace"],
                    Groups = [FieldGroup.Resilience, FieldGroup.Tls, FieldGroup.Authorization],
                },
                new() { Verbs = [AccessVerb.Read, AccessVerb.Update], Kinds = ["EastWestGateway"], Groups = [FieldGroup.All] },
            ],
            organization.Roles[0].Rules);
        Assert.Equal(
            [("admin", "platform", ""), ("security-admin-imported", "", "sam")],
            organization.AccessBindings.Select(b => (b.Role, string.Join(",", b.Groups), string.Join(",", b.Users))));
        Assert.Equal(
            [("editor", "ed"), ("gateway-admin", "gus"), ("writer", "wes")],
            workspace.AccessBindings.Select(b => (b.Role, string.Join(",", b.Users))));
        Assert.Empty(ModelValidator.Validate(read.Model));
    }

    [Fact]
    public void What_could_not_be_taken_is_listed()
    {
        string[] messages = [.. AccessImport.Read(Empty, Text).Diagnostics.Select(finding => $"{finding.Code} {finding.Message}")];

        Assert.All(messages, message => Assert.StartsWith("MC027 ", message, StringComparison.Ordinal));
        Assert.All(
            (string[])["GET_POLICY", "EgressGateway", "scopedAt", "security-admin", "robot", "rbac/unknown", "'editor'", "groups/ingress"],
            word => Assert.Contains(messages, message => message.Contains(word, StringComparison.Ordinal)));
        Assert.Equal(8, messages.Length);
    }

    [Fact]
    public void What_is_no_yaml_gives_no_model()
    {
        ModelReadResult read = AccessImport.Read(Empty, "a: [");

        Assert.Null(read.Model);
        Assert.True(read.Diagnostics.HasErrors);
    }

    [Theory]
    [InlineData("kind: Role")]
    [InlineData("kind: Role\nmetadata: []\nspec: 5")]
    [InlineData("kind: Role\nmetadata: {name: r}\nspec: {rules: [5, {types: x, permissions: [READ, {a: b}]}]}")]
    [InlineData("kind: AccessBindings\nmetadata: {fqn: [1]}")]
    [InlineData("kind: AccessBindings\nmetadata: {fqn: organizations/acme}\nspec: {allow: [{role: rbac/admin, subjects: [5, {}]}]}")]
    public void Odd_documents_are_no_exception(string text) =>
        Assert.NotNull(AccessImport.Read(Empty, $"apiVersion: rbac.tsb.tetrate.io/v2\n{text}\n").Model);
}
