using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Mesh.ApiServerDouble.Tests;

/// <summary>With the option the server enforces the roles, bindings and policies that it stores; without it, it only stores them.</summary>
public class EnforcedAccessTests
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";

    private const string Role = """
        {apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: maps, namespace: default}, rules: [{apiGroups: [""],
         resources: [configmaps], verbs: [create]}, {apiGroups: [rbac.authorization.k8s.io], resources: [roles, rolebindings],
         verbs: [create]}]}
        ---
        {apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding, metadata: {name: maps, namespace: default},
         roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: maps}, subjects: [{kind: Group, name: team}]}
        """;

    private const string Policy = """
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicy
        metadata: {name: no-secrets}
        spec:
          failurePolicy: Fail
          matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}]}
          validations:
          - {expression: "!('password' in object.data)", message: no passwords here, reason: Forbidden}
        ---
        apiVersion: admissionregistration.k8s.io/v1
        kind: ValidatingAdmissionPolicyBinding
        metadata: {name: no-secrets}
        spec: {policyName: no-secrets, validationActions: [ACTION]}
        """;

    [Theory]
    [InlineData(true, HttpStatusCode.Created)]
    [InlineData(false, HttpStatusCode.Forbidden)]
    public async Task Stored_roles_give_rights(bool enforces, HttpStatusCode expected)
    {
        await using ApiServer server = await StartAsync(enforces);
        server.Seed(Role);

        Assert.Equal(expected, (await PostAsync(server, "tom", Maps, Map("a", "b"))).Status);
        const string Elsewhere = "/api/v1/namespaces/kube-system/configmaps";
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(server, "tom", Elsewhere, Map("a", "b"))).Status);
    }

    [Fact]
    public async Task Nobody_gives_more_than_they_hold()
    {
        await using ApiServer server = await StartAsync(enforces: true);
        server.Seed(Role);
        const string Roles = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles";

        Assert.Equal(HttpStatusCode.Created, (await PostAsync(server, "tom", Roles, RoleOf("less", "create"))).Status);
        (HttpStatusCode status, string text) = await PostAsync(server, "tom", Roles, RoleOf("more", "delete"));
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("permissions not currently held", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Deny", HttpStatusCode.Forbidden, true)]
    [InlineData("Warn", HttpStatusCode.Created, true)]
    [InlineData("Deny", HttpStatusCode.Created, false)]
    public async Task Stored_policies_are_asked(string action, HttpStatusCode expected, bool enforces)
    {
        await using ApiServer server = await StartAsync(enforces);
        server.Seed(Policy.Replace("ACTION", action, StringComparison.Ordinal));

        (HttpStatusCode status, string text) = await PostAsync(server, "admin", Maps, Map("password", "x"));
        Assert.Equal(expected, status);
        Assert.Equal(HttpStatusCode.Created, (await PostAsync(server, "admin", Maps, Map("other", "x", "second"))).Status);
        if (expected == HttpStatusCode.Forbidden)
        {
            Assert.Contains(
                "ValidatingAdmissionPolicy 'no-secrets' with binding 'no-secrets' denied request: no passwords here", text,
                StringComparison.Ordinal);
        }
    }

    private static Task<ApiServer> StartAsync(bool enforces) => ApiServer.StartAsync(new()
    {
        EnforcesAccess = enforces,
        Accounts = [new("admin") { Groups = [Account.Masters] }, new("tom") { Groups = ["team"] }],
    });

    private static string Map(string key, string value, string name = "first") =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"},"data":{"{{{key}}}":"{{{value}}}"}}""";

    private static string RoleOf(string name, string verb) =>
        $$$"""
        {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"{{{name}}}"},"rules":[{"apiGroups":[""],
         "resources":["configmaps"],"verbs":["{{{verb}}}"]}]}
        """;

    private static async Task<(HttpStatusCode Status, string Text)> PostAsync(ApiServer server, string token, string path, string body)
    {
        using var client = new HttpClient { BaseAddress = server.Url };
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
