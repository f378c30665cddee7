using Mesh.Inventories;
using Mesh.Istio.Pictures;
using Mesh.Istio.Simulation;
using Mesh.Istio.Tests.Forecasting;

namespace Mesh.Istio.Tests.Pictures;

public class TimelineTests
{
    [Fact]
    public void A_timeline_counts_every_request_of_the_simulation()
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load("article");
        var recorder = new TimelineRecorder();
        SimulationResult result = new Simulator(resources, inventory)
            .ForClient("aws", ForecastCases.Client)
            .To(ForecastCases.Details)
            .WithRate(20)
            .For(TimeSpan.FromSeconds(30))
            .At(TimeSpan.FromSeconds(5), failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details"))
            .RecoverAt(TimeSpan.FromSeconds(15))
            .WithRequests(recorder.Add)
            .Run();

        Timeline timeline = recorder.Build(result);

        Assert.Equal(["aws", "gcp"], timeline.Clusters);
        Assert.Equal(30, timeline.Bins.Count);
        Assert.Equal(result.Requests, timeline.Bins.Sum(bin => bin.Requests));
        Assert.Equal(result.Failed, timeline.Bins.Sum(bin => bin.Failed));
        Assert.Equal(result.Retried, timeline.Bins.Sum(bin => bin.Retried));
        Assert.Equal([20, 0], timeline.Bins[0].Answered);
        Assert.Equal([0, 20], timeline.Bins[10].Answered);
        Assert.Equal(timeline, Timeline.FromJson(timeline.ToJson()));
        Assert.Contains("<title>gcp</title>", timeline.ToSvg(), StringComparison.Ordinal);
        TopologyView during = result.ToTopology(result.Phases[^2], inventory);
        Assert.Equal(100, during.Arrows.Sum(arrow => arrow.Percent), 6);
    }

    [Fact]
    public void A_timeline_without_requests_is_empty()
    {
        var result = new SimulationResult { Client = "aws a/b", Host = "h.example.com", Port = 80 };

        Timeline timeline = new TimelineRecorder().Build(result);

        Assert.Empty(timeline.Bins);
        Assert.Contains("</svg>", timeline.ToSvg(), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TimelineRecorder(TimeSpan.Zero));
    }
}
