using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble;
using Mesh.Inventories;
using Mesh.Istio.Access;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Access;

/// <summary>
/// A cluster that enforces what it stores, a model with a team and a security administrator, and Mesh with the rights that its manifest
/// gives and no others.
/// </summary>
internal sealed class EnforcedWorld : IAsyncDisposable
{
    public const string Mesh = "mesh";
    public const string Security = "sam";
    public const string Stranger = "stan";
    public const string Istiod = "system:serviceaccount:istio-system:istiod";
    public const string GatewayPath = "/apis/networking.istio.io/v1/namespaces/shop/gateways/";

    private static readonly string[] Groups = ["security"];

    private readonly LiveWorld _live;

    private EnforcedWorld(LiveWorld live) => _live = live;

    public ApiServer Server => _live.Servers[0];

    public static Inventory Observed { get; } = new InventoryBuilder().AddCluster("aws", c => c
        .WithRegion("us-east-2").AddNamespace("shop").AddNamespace("elsewhere").AddNamespace("istio-system")
        .AddService("shop", "web", s => s.WithSelector("app", "web").WithPort(8080, "http").WithPort(9090, "http-other")
            .WithClusterIp("10.96.0.11"))
        .AddGateway("shop", "ingress", g => g
            .WithWorkload("app", "ingress").WithClusterIp("10.96.0.50").WithExternalAddress("203.0.113.7").WithPorts(443, 15443)
            .WithServiceAccount("ingress").At("us-east-2/us-east-2a"))).Build();

    /// <summary>The options of everything that Mesh does here.</summary>
    public static ApplyOptions Options(MeshModel? model = null) => new()
    {
        Organization = "acme",
        MaxPrunedShare = 1,
        Adoption = model is null ? null : AccessAdoption.Of(model),
    };

    public static MeshModel Model(string certificate = "web-2025", int port = 8080, bool hasApi = false, string organization = "acme") =>
        new MeshBuilder(organization)
            .AddCluster("aws")
            .Bind("admin", b => b.WithGroups("platform"))
            .Bind("security-admin", b => b.WithGroups("security"))
            .AddTenant("web", t => t.AddWorkspace("shop", w => w
                .WithNamespaces("*/shop")
                .AddGateway("ingress", g =>
                {
                    g.InNamespace("shop").WithWorkload("app", "ingress")
                        .AddHttpsServer("web", "www.shop.example.com", s => s.WithTls(certificate).RouteTo("web", port));
                    if (hasApi)
                    {
                        g.AddHttpsServer("api", "api.shop.example.com", s => s.WithTls("api-2025").RouteTo("web", 8080));
                    }
                })))
            .Build();

    public static MeshResources Desired(MeshModel model, AccessEnforcement enforcement = AccessEnforcement.Deny)
    {
        MeshResources all = AccessManifests.AddTo(
            new IstioGenerator().Generate(model, Observed), model, Observed, new() { Enforcement = enforcement });
        Assert.False(all.Diagnostics.HasErrors, all.Diagnostics.ToString());
        return all;
    }

    public static async Task<EnforcedWorld> StartAsync(bool hasRights = true)
    {
        LiveWorld live = await LiveWorld.StartAsync(
            ["aws"],
            accounts:
            [
                new Account("admin") { Groups = [Account.Masters] }, new Account(Mesh), new Account(Security) { Groups = Groups },
                new Account(Stranger), new Account(Istiod) { Token = "istiod" },
            ],
            enforcesAccess: true);
        var world = new EnforcedWorld(live);
        foreach (string name in (string[])["shop", "elsewhere", "istio-system"])
        {
            world.Server.AddNamespace(name);
        }

        world.Server.Seed(ApplyAccess.ToYaml(options: Options(), enforcesAccess: hasRights) + BindingOf("ClusterRole", null)
            + BindingOf("Role", "mesh-multicluster"));
        return world;
    }

    public Applier Applier(MeshModel? model = null, ApplyOptions? options = null) =>
        new([_live.Connect(Server, Mesh)], options ?? Options(model));

    public Planner Planner(MeshModel? model = null) => new([_live.Connect(Server, Mesh)], Options(model));

    /// <summary>Applies a model as Mesh's user.</summary>
    public async Task<ApplyResult> ApplyAsync(MeshModel model)
    {
        ApplyResult result = await Applier(model).ApplyAsync(Desired(model));
        Assert.True(result.IsComplete, result.ToString());
        return result;
    }

    /// <summary>The only Gateway in the namespace of the team.</summary>
    public JsonObject Gateway()
    {
        string key = Server.Dump().Keys.Single(name => name.StartsWith("gateways.networking.istio.io/shop/", StringComparison.Ordinal));
        return Server.Find("networking.istio.io/v1", "Gateway", "shop", key[(key.LastIndexOf('/') + 1)..])!;
    }

    public string[] Certificates() => [
        .. Gateway()["spec"]!["servers"]!.AsArray()
            .Select(server => server!["tls"]?["credentialName"]?.GetValue<string>()).OfType<string>()];

    /// <summary>Changes the Gateway as somebody, by a JSON patch.</summary>
    public Task<(int Status, string Text)> PatchAsync(string user, string path, string value) => SendAsync(
        user, HttpMethod.Patch, GatewayPath + Gateway()["metadata"]!["name"]!.GetValue<string>() + $"?fieldManager={user}",
        $$"""[{"op":"replace","path":"{{path}}","value":{{value}}}]""", "application/json-patch+json");

    public async Task<(int Status, string Text)> SendAsync(string token, HttpMethod method, string path, string body, string type)
    {
        using var client = new HttpClient { BaseAddress = Server.Url };
        using var request = new HttpRequestMessage(method, path)
        {
            Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public string[] Writes() => [
        .. Server.Requests.Where(request => request.IsWrite && request.User == Mesh).Select(request => $"{request.Method} {request.Path}")];

    public ValueTask DisposeAsync() => _live.DisposeAsync();

    private static string BindingOf(string kind, string? home) =>
        $$"""
        ---
        apiVersion: rbac.authorization.k8s.io/v1
        kind: {{(home is null ? "ClusterRoleBinding" : "RoleBinding")}}
        metadata: {name: mesh-applier{{(home is null ? "" : $", namespace: {home}")}}}
        roleRef: {apiGroup: rbac.authorization.k8s.io, kind: {{kind}}, name: mesh-applier}
        subjects: [{kind: User, name: mesh}]

        """;
}
