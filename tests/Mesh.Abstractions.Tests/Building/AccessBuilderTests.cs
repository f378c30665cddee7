namespace Mesh.Abstractions.Tests.Building;

public class AccessBuilderTests
{
    [Fact]
    public void Roles_and_bindings_are_built_as_they_are_said()
    {
        Organization organization = new MeshBuilder("o")
            .AddCluster("aws")
            .AddRole("renewer", r => r
                .Allow([AccessVerb.Read])
                .Allow([AccessVerb.Update], a => a.WithKinds("Gateway").WithGroups(FieldGroup.Certificates).WithPaths("servers[].name"))
                .OwnsCreated())
            .Bind("admin", b => b.WithGroups("platform").WithUsers("ann"))
            .AddTenant("t", t => t
                .Bind("reader", b => b.WithUsers("bob"), "auditors")
                .AddWorkspace("w", w => w
                    .WithNamespaces("*/w")
                    .Bind("editor", b => b.WithGroups("team"))
                    .AddGateway("ingress", g => g
                        .InNamespace("w").WithWorkload("app", "ingress")
                        .Bind("renewer", b => b.WithServiceAccounts("ci/renewer"))
                        .AddHttpServer("a", "a.example.com", s => s.RouteTo("a", 80)))))
            .Build().Organization;
        Tenant tenant = organization.Tenants[0];

        Assert.Equal(
            [
                new Role
                {
                    Name = "renewer",
                    Rules =
                    [
                        new() { Verbs = [AccessVerb.Read] },
                        new()
                        {
                            Verbs = [AccessVerb.Update],
                            Kinds = ["Gateway"],
                            Groups = [FieldGroup.Certificates],
                            Paths = ["servers[].name"],
                        },
                    ],
                    OwnsCreated = true,
                },
            ],
            organization.Roles);
        Assert.Equal([new() { Name = "admin", Role = "admin", Groups = ["platform"], Users = ["ann"] }], organization.AccessBindings);
        Assert.Equal([new() { Name = "auditors", Role = "reader", Users = ["bob"] }], tenant.AccessBindings);
        Assert.Equal([new() { Name = "editor", Role = "editor", Groups = ["team"] }], tenant.Workspaces[0].AccessBindings);
        Assert.Equal(
            [new() { Name = "renewer", Role = "renewer", ServiceAccounts = ["ci/renewer"] }],
            tenant.Workspaces[0].Gateways[0].AccessBindings);
    }
}
