using Mesh.Istio.Capacity;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Pictures;
using Mesh.Istio.Report;
using Mesh.Istio.Tests.Capacity;
using static Mesh.Istio.Tests.Capacity.LoadMeshes;

namespace Mesh.Istio.Tests.Pictures;

/// <summary>Loads in pictures and reports.</summary>
public class LoadPictureTests
{
    [Fact]
    public void A_picture_says_what_comes_to_clusters_and_workloads()
    {
        (MeshResources resources, Inventories.Inventory inventory, MeshModel _) mesh = Two();
        Forecast forecast = new Forecaster(mesh.resources, mesh.inventory).ForClient("aws", Front).To(HostOf("a"), 80).Now();
        TopologyView view = forecast.ToTopology(mesh.inventory).WithLoad(LoadOf(mesh, 120));

        Assert.Equal("120/s, at most 60 %", view.Clusters.Single(card => card.Name == "aws").Load);
        Assert.Null(view.Clusters.FirstOrDefault(card => card.Name == "gcp")?.Load);
        TopologyNode box = view.Nodes.Single(node => node.Name == "shop/a");
        Assert.Equal(("120/s, at most 60 %", false, 2), (box.Load, box.IsOverloaded, box.Pods));
        Assert.Contains("shop/a, 120/s, at most 60 %", view.ToString(), StringComparison.Ordinal);
        Assert.Contains("120/s, at most 60 %", view.ToSvg(), StringComparison.Ordinal);
        Assert.Equal(view, TopologyView.FromJson(view.ToJson()));
    }

    [Fact]
    public void What_is_overloaded_is_marked_by_a_shape_and_a_word_in_every_picture()
    {
        TopologyView view = LoadOf(Two(), 300).ToTopology();

        Assert.True(view.Nodes.Single(node => node.Name == "shop/a").IsOverloaded);
        Assert.True(view.Clusters.Single(card => card.Name == "aws").IsOverloaded);
        Assert.Contains("▲ OVERLOADED 300/s, at most 150 %", view.ToSvg(), StringComparison.Ordinal);
        Assert.Contains("shape=doubleoctagon", view.ToDot(), StringComparison.Ordinal);
        Assert.Contains("[[\"shop/a, 2 of 2 pods ready, 300/s, at most 150 %, OVERLOADED\"]]", view.ToMermaid(), StringComparison.Ordinal);
        Assert.Contains("OVERLOADED", view.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_load_a_picture_and_a_report_say_nothing_of_it()
    {
        (MeshResources resources, Inventories.Inventory inventory, MeshModel _) mesh = Two();
        Forecast forecast = new Forecaster(mesh.resources, mesh.inventory).ForClient("aws", Front).To(HostOf("a"), 80).Now();

        Assert.DoesNotContain("\"load\"", forecast.ToTopology().ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"isOverloaded\"", forecast.ToTopology().ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("\"loads\"", Report(mesh, null).ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("### Load", Report(mesh, null).ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_has_a_section_of_loads()
    {
        var mesh = Two();
        LoadForecaster loads = mesh.Forecaster(Demand.Of(d => d.FromClient("aws", Front, HostOf("a"), 80, 300)));
        MeshReport report = Report(mesh, loads.Table(failures => failures.AddEvery(Failures.FailureScopes.Clusters)));

        Assert.Equal(3, report.Loads.Count);
        string markdown = report.ToMarkdown();
        Assert.Contains("\n### Load\n| failure | cluster | requests/s | busiest pod | |\n", markdown, StringComparison.Ordinal);
        Assert.Contains(" | 300 | 150 % | ❌ overloaded: ", markdown, StringComparison.Ordinal);
        Assert.Equal(report, MeshReport.FromJson(report.ToJson()));
        Assert.Contains("OVERLOADED", report.ToTopology(report.Failures[0].Name).ToMermaid(), StringComparison.Ordinal);
    }

    private static MeshReport Report((MeshResources Resources, Inventories.Inventory Inventory, MeshModel Model) mesh, LoadTable? loads)
    {
        var forecaster = new Forecaster(mesh.Resources, mesh.Inventory);
        return forecaster.ForCalls(calls => calls.Add(forecaster.ForClient("aws", Front).To(HostOf("a"), 80)))
            .Table(failures => failures.AddEvery(Failures.FailureScopes.Clusters))
            .ToReport(report => _ = loads is null ? report : report.AddLoads(loads));
    }

    private static LoadForecast LoadOf((MeshResources Resources, Inventories.Inventory Inventory, MeshModel Model) mesh, double rate) =>
        mesh.Forecaster(Demand.Of(d => d.FromClient("aws", Front, HostOf("a"), 80, rate))).Now();
}
