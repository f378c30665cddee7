namespace Mesh.Abstractions.Tests.Building;

public class EastWestGatewayBuilderTests
{
    private static readonly MeshModel Model = new MeshBuilder("tetrate")
        .AddCluster("aws")
        .AddTenant("dev", t => t.AddWorkspace("bookinfo", w => w
            .WithNamespaces("*/backend")
            .WithRequestTimeout(TimeSpan.FromSeconds(9))
            .WithEastWestGateway("backend", exposed => exposed
                .WithWorkload("app", "ew")
                .Services("details", "backend/ratings")
                .ServicesWithLabel("exposed", "yes")
                .ServicesWithLabels([new("a", "b"), new("c", "d")], "back*")
                .WithOutlierDetection(o => o.WithInterval(TimeSpan.FromSeconds(1)))
                .WithLabel("team", "books")
                .WithAnnotation("note", "x"))
            .WithEastWestGateway("backend", exposed => exposed.WithWorkload("app", "other").Services("reviews"), "second")))
        .Build();

    [Fact]
    public void What_is_said_stands_in_the_model()
    {
        ValueList<EastWestGateway> gateways = Model.Organization.Tenants[0].Workspaces[0].EastWestGateways;

        Assert.Equal(
            new EastWestGateway
            {
                Name = "east-west",
                Namespace = "backend",
                Workload = [new("app", "ew")],
                Services = ["details", "backend/ratings"],
                Selectors = [
                    new() { Labels = [new("exposed", "yes")] }, new() { Labels = [new("a", "b"), new("c", "d")], Namespaces = ["back*"] }],
                Settings = new TrafficSettings { OutlierDetection = new() { Interval = TimeSpan.FromSeconds(1) } },
                Labels = [new("team", "books")],
                Annotations = [new("note", "x")],
            },
            gateways[0]);
        Assert.Equal("second", gateways[1].Name);
        Assert.Equal(Model, MeshModel.FromJson(Model.ToJson()).Model);
    }

    [Fact]
    public void Its_settings_lie_over_the_workspaces_and_are_found_by_their_path()
    {
        EffectiveSettings settings = EffectiveSettings.At(Model, "tenants/dev/workspaces/bookinfo/eastWestGateways/east-west")!;

        Assert.Equal(
            (TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(1)),
            (settings.Settings.RequestTimeout, settings.Settings.OutlierDetection!.Interval));
        Assert.Equal(ModelPath.EastWestGateway("tetrate", "dev", "bookinfo", "east-west"), settings.SourceOf("outlierDetection.interval"));
        Assert.Null(EffectiveSettings.At(Model, "tenants/dev/workspaces/bookinfo/eastWestGateways/third"));
        Assert.Null(EffectiveSettings.At(Model, "tenants/dev/workspaces/bookinfo/eastWestGateways/east-west/servers/x"));
    }
}
