namespace Mesh.Abstractions.Tests.Settings;

public class SettingsLookupTests
{
    private static readonly MeshModel Model = new MeshBuilder("tetrate")
        .AddCluster("aws", c => c.WithRegion("us-east-2"))
        .WithRequestTimeout(TimeSpan.FromSeconds(9))
        .AddTenant("dev", t => t
            .AddWorkspace("bookinfo", w => w
                .WithNamespaces("*/backend")
                .WithRetries(r => r.WithAttempts(3))
                .AddGateway("ingress", g => g
                    .InNamespace("backend")
                    .WithWorkload("app", "ingress")
                    .AddHttpServer("details", "details.example.com", s => s.RouteTo("details", 9080).WithRetries(r => r.WithAttempts(5))))))
        .Build();

    [Theory]
    [InlineData("", null)]
    [InlineData("organizations/tetrate", null)]
    [InlineData("tenants/dev", null)]
    [InlineData("tenants/dev/workspaces/bookinfo", 3)]
    [InlineData("organizations/tetrate/tenants/dev/workspaces/bookinfo/gateways/ingress", 3)]
    [InlineData("tenants/dev/workspaces/bookinfo/gateways/ingress/servers/details", 5)]
    public void A_path_leads_to_the_settings_that_hold_there(string path, int? attempts)
    {
        EffectiveSettings settings = EffectiveSettings.At(Model, path)!;

        Assert.Equal(attempts, settings.Settings.Retries?.Attempts);
        Assert.Equal("organizations/tetrate", settings.SourceOf("requestTimeout"));
    }

    [Theory]
    [InlineData("tenants")]
    [InlineData("tenants/other")]
    [InlineData("tenants/dev/gateways/ingress")]
    [InlineData("organizations/other/tenants/dev")]
    [InlineData("tenants/dev/workspaces/bookinfo/gateways/ingress/servers/details/more")]
    [InlineData("tenants/dev/workspaces/bookinfo/gateways/ingress/servers/other")]
    public void A_path_that_leads_nowhere_gives_nothing(string path) => Assert.Null(EffectiveSettings.At(Model, path));
}
