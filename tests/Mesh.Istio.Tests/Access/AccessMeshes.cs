using Mesh.Istio.Access;

namespace Mesh.Istio.Tests.Access;

/// <summary>A model with two teams, people with every built-in role, and changes of it.</summary>
internal static class AccessMeshes
{
    public const string Books = "tenants/dev/workspaces/bookinfo";
    public const string Ingress = Books + "/gateways/ingress";
    public const string Web = Ingress + "/servers/web";

    public static AccessSubject Admin { get; } = AccessSubject.OfUser("root", "platform");

    public static AccessSubject Security { get; } = AccessSubject.OfUser("sam", "security");

    public static AccessSubject Traffic { get; } = AccessSubject.OfUser("tess", "traffic");

    public static AccessSubject Editor { get; } = AccessSubject.OfUser("ed");

    public static AccessSubject Owner { get; } = AccessSubject.OfUser("olga");

    public static AccessSubject Creator { get; } = AccessSubject.OfServiceAccount("ci/creator");

    public static AccessSubject Stranger { get; } = AccessSubject.OfUser("stan");

    public static MeshModel Model { get; } = new MeshBuilder("acme")
        .AddCluster("aws").AddCluster("gcp").AddCluster("azure")
        .AddRole("names", r => r.Allow([AccessVerb.Update], a => a.WithKinds("Workspace").WithPaths("namespaces")))
        .Bind("admin", b => b.WithGroups("platform"))
        .Bind("security-admin", b => b.WithGroups("security"))
        .AddTenant("dev", t => t
            .Bind("traffic-admin", b => b.WithGroups("traffic"))
            .Bind("creator", b => b.WithServiceAccounts("ci/creator"))
            .AddWorkspace("bookinfo", w => w
                .WithNamespaces("aws/bookinfo", "gcp/bookinfo")
                .Bind("editor", b => b.WithUsers("ed"))
                .Bind("admin", b => b.WithUsers("olga"))
                .AddGateway("ingress", g => g.InNamespace("bookinfo").WithWorkload("app", "ingress")
                    .AddHttpsServer("web", "web.example.com", s => s
                        .WithTls("web-cert").WithRequestTimeout(TimeSpan.FromSeconds(9)).RouteTo("web", 9080))))
            .AddWorkspace("shop", w => w
                .WithNamespaces("*/shop")
                .Bind("admin", b => b.WithUsers("sue"))
                .AddGateway("ingress", g => g.InNamespace("shop").WithWorkload("app", "shop")
                    .AddHttpServer("cart", "cart.example.com", s => s.RouteTo("cart", 8000)))))
        .Build();

    public static MeshModel Change(Func<Workspace, Workspace> change, string name = "bookinfo") => ChangeTenant(tenant => tenant with
    {
        Workspaces = tenant.Workspaces.Select(workspace => workspace.Name == name ? change(workspace) : workspace).ToValueList(),
    });

    public static MeshModel ChangeTenant(Func<Tenant, Tenant> change) =>
        Model with { Organization = Model.Organization with { Tenants = [change(Model.Organization.Tenants[0])] } };

    public static MeshModel ChangeGateway(Func<WorkspaceGateway, WorkspaceGateway> change, string workspace = "bookinfo") =>
        Change(w => w with { Gateways = [change(w.Gateways[0])] }, workspace);

    public static MeshModel ChangeWeb(Func<HttpsServer, GatewayServer> change) =>
        ChangeGateway(gateway => gateway with { Servers = [change((HttpsServer)gateway.Servers[0])] });
}
