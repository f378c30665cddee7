using Mesh.Diagnostics;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;

namespace Mesh.Istio.Tests.Access;

/// <summary>
/// A security administrator renews a certificate in the cluster, and it stays although Mesh owns the list that it is in; everything else in
/// the list stays as the model has it.
/// </summary>
public class AdoptionTests
{
    private const string Certificate = "/spec/servers/0/tls/credentialName";

    [Fact]
    public async Task The_certificate_of_the_security_administrator_stays_when_Mesh_changes_a_route()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        await world.ApplyAsync(EnforcedWorld.Model());

        (int denied, string why) = await world.PatchAsync(
            EnforcedWorld.Security, "/spec/servers/0/hosts", """["shop/evil.example.com"]""");
        (int allowed, string text) = await world.PatchAsync(EnforcedWorld.Security, Certificate, "\"web-2026\"");
        Assert.Equal(403, denied);
        Assert.Contains("spec.servers[0].hosts needs update on gateways/hosts", why, StringComparison.Ordinal);
        Assert.True(allowed == 200, text);

        ApplyResult result = await world.ApplyAsync(EnforcedWorld.Model(port: 9090));

        Assert.Equal(["web-2026"], world.Certificates());
        Assert.Contains("\"number\":9090", string.Join('\n', world.Server.Dump().Values), StringComparison.Ordinal);
        Diagnostic finding = Assert.Single(result.Diagnostics);
        Assert.Equal("MA043", finding.Code);
        Assert.Contains("spec.servers[0].tls.credentialName stays \"web-2026\"", finding.Message, StringComparison.Ordinal);
        Assert.Equal(
            "Write \"web-2026\" at tenants/web/workspaces/shop/gateways/ingress/servers/web/tls/credentialName in the model.",
            finding.Help);
    }

    [Fact]
    public async Task It_stays_run_after_run_until_the_model_says_the_same()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        await world.ApplyAsync(EnforcedWorld.Model());
        await world.PatchAsync(EnforcedWorld.Security, Certificate, "\"web-2026\"");

        Assert.Equal("MA043", Assert.Single((await world.ApplyAsync(EnforcedWorld.Model())).Diagnostics).Code);
        world.Server.ClearRequests();
        Assert.Equal("MA043", Assert.Single((await world.ApplyAsync(EnforcedWorld.Model())).Diagnostics).Code);
        Assert.Empty(world.Writes());
        Assert.Empty((await world.ApplyAsync(EnforcedWorld.Model("web-2026"))).Diagnostics);
        Assert.Null(world.Gateway()["metadata"]!["annotations"]!["multicluster.mesh/adopted"]);
        Assert.Equal(["web-2026"], world.Certificates());
    }

    [Fact]
    public async Task A_later_change_of_the_model_wins()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        await world.ApplyAsync(EnforcedWorld.Model());
        await world.PatchAsync(EnforcedWorld.Security, Certificate, "\"web-2026\"");
        await world.ApplyAsync(EnforcedWorld.Model());

        Assert.Empty((await world.ApplyAsync(EnforcedWorld.Model("web-2027"))).Diagnostics);
        Assert.Equal(["web-2027"], world.Certificates());
    }

    [Fact]
    public async Task A_change_of_the_model_alone_is_nobodys_live_value()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        await world.ApplyAsync(EnforcedWorld.Model());

        Assert.Empty((await world.ApplyAsync(EnforcedWorld.Model("web-2027"))).Diagnostics);
        Assert.Equal(["web-2027"], world.Certificates());
    }

    [Fact]
    public async Task A_server_that_comes_before_it_does_not_get_its_certificate()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        await world.ApplyAsync(EnforcedWorld.Model());
        await world.PatchAsync(EnforcedWorld.Security, Certificate, "\"web-2026\"");

        await world.ApplyAsync(EnforcedWorld.Model(hasApi: true));
        Assert.Equal(["api-2025", "web-2026"], world.Certificates());

        // The remembered value is that server's, wherever it stands.
        await world.ApplyAsync(EnforcedWorld.Model());
        Assert.Equal(["web-2026"], world.Certificates());
    }

    [Fact]
    public async Task What_somebody_changed_who_holds_everything_is_put_back()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        await world.ApplyAsync(EnforcedWorld.Model());
        await world.PatchAsync(EnforcedWorld.Security, Certificate, "\"web-2026\"");
        (int status, _) = await world.PatchAsync("admin", "/spec/servers/0/hosts", """["shop/other.example.com"]""");
        Assert.Equal(200, status);

        await world.ApplyAsync(EnforcedWorld.Model());

        Assert.Equal(["web-2026"], world.Certificates());
        Assert.Equal("shop/www.shop.example.com", world.Gateway()["spec"]!["servers"]![0]!["hosts"]![0]!.GetValue<string>());
    }

    [Fact]
    public async Task Without_adoption_it_is_a_conflict()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        await world.ApplyAsync(EnforcedWorld.Model());
        await world.PatchAsync(EnforcedWorld.Security, Certificate, "\"web-2026\"");

        ApplyResult result = await world.Applier().ApplyAsync(EnforcedWorld.Desired(EnforcedWorld.Model()));

        Assert.Equal("MA004", Assert.Single(result.Diagnostics.Errors).Code);
        Assert.Equal(["web-2026"], world.Certificates());
    }

    [Fact]
    public async Task A_plan_says_it_and_writes_nothing()
    {
        await using EnforcedWorld world = await EnforcedWorld.StartAsync();
        MeshModel model = EnforcedWorld.Model();
        await world.ApplyAsync(model);
        await world.PatchAsync(EnforcedWorld.Security, Certificate, "\"web-2026\"");

        ApplyPlan plan = await world.Planner(model).PlanAsync(
            EnforcedWorld.Desired(model), TestContext.Current.CancellationToken);

        AdoptedField field = Assert.Single(Assert.Single(plan.Objects, entry => !entry.Adopted.IsEmpty).Adopted);
        Assert.Equal(("\"web-2026\"", "\"web-2025\""), (field.Live, field.Desired));
        Assert.Contains("spec.servers[0].tls.credentialName stays \"web-2026\"; by the model it is \"web-2025\"", plan.ToString(),
            StringComparison.Ordinal);
        Assert.Equal("MA043", Assert.Single(plan.Diagnostics).Code);
        Assert.Contains("\"adopted\"", plan.ToJson(), StringComparison.Ordinal);
    }
}
