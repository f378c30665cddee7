using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Pictures;
using Mesh.Istio.Simulation;
using Mesh.Istio.Tests.Forecasting;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Pictures;

/// <summary>
/// The pictures of the article, byte for byte; those of the pages are what their snippets draw. MESH_UPDATE_GOLDEN=1 writes them again;
/// look at them in a browser then.
/// </summary>
public class GoldenPictureTests
{
    private static readonly Lazy<SortedDictionary<string, string>> Drawn = new(Pictures);

    public static TheoryData<string> Names => [.. Drawn.Value.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_folder_holds_what_is_drawn(string name)
    {
        string file = Path.Combine(Folder(), name);
        string drawn = Drawn.Value[name];
        if (Environment.GetEnvironmentVariable("MESH_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Folder());
            File.WriteAllText(file, drawn);
        }

        Assert.Equal(File.ReadAllText(file), drawn);
    }

    private static SortedDictionary<string, string> Pictures()
    {
        (MeshResources resources, Inventory inventory) = ForecastCases.Load("article");
        var forecaster = new Forecaster(resources, inventory);
        ForecastQuery query = forecaster.ForClient("aws", ForecastCases.Client).To(ForecastCases.Details);
        TopologyView before = query.Now().ToTopology(inventory);
        TopologyView after = query.When(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details")).ToTopology(inventory);
        TopologyView everything = forecaster.ForCalls(calls => calls.AddEverything())
            .Table(failures => failures.AddEvery(FailureScopes.Clusters))
            .ToTopology("cluster gcp is down", inventory);
        var difference = TopologyDifference.Of(before, after);
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["before.svg"] = before.ToSvg(),
            ["before.mmd"] = before.ToMermaid(),
            ["before.dot"] = before.ToDot(),
            ["before.txt"] = before.ToString(),
            ["after.svg"] = after.ToSvg(),
            ["after-dark.svg"] = after.ToSvg(PictureTheme.Dark),
            ["everything.svg"] = everything.ToSvg(PictureTheme.Light),
            ["difference.svg"] = difference.ToSvg(PictureTheme.Light),
            ["side-by-side.svg"] = difference.ToSvgSideBySide(PictureTheme.Light),
            ["timeline.svg"] = Timeline(resources, inventory).ToSvg(PictureTheme.Light),
        };
    }

    private static Timeline Timeline(MeshResources resources, Inventory inventory)
    {
        var recorder = new TimelineRecorder();
        SimulationResult result = new Simulator(resources, inventory)
            .ForClient("aws", ForecastCases.Client)
            .To(ForecastCases.Details)
            .WithRate(20)
            .For(TimeSpan.FromSeconds(60))
            .At(TimeSpan.FromSeconds(5), failure => failure.PodsFail("aws", "bookinfo-backend/details", FailureKind.Answers503))
            .RecoverAt(TimeSpan.FromSeconds(20))
            .WithRequests(recorder.Add)
            .Run();
        return recorder.Build(result);
    }

    private static string Folder() => Path.Combine(RepositoryRoot.Path, "tests/Mesh.Istio.Tests/Pictures/Expected");
}
