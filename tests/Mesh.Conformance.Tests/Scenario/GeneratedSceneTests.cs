using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Resources;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>
/// What Mesh generates today, played as the runs were recorded that show its final shapes: the recorded objects were written by hand.
/// </summary>
public class GeneratedSceneTests
{
    private const string Final = "N16-who-healthy.json";

    [Fact]
    public void Recorded_runs_of_the_final_shapes_lie_within_those_of_what_is_generated()
    {
        var report = new ComparisonReport("scenario", "generated");
        foreach (RigCase run in ScenarioRecordings.Generated)
        {
            report.Compare(run.Id, () =>
            {
                RigTests.Check(report, run);
                CompareExecutions(report, run);
            });
        }

        report.AssertNoneUnknown();
    }

    [Fact]
    public void The_final_shapes_are_generated_as_they_were_recorded()
    {
        JsonObject run = RigResources.RunOf(Final);
        var recorded = RigCase.ResourcesOf(run);
        Inventory inventory = RigCase.InventoryOf(run);
        MeshResources generated = GeneratedScenes.Generate(GeneratedScenes.Together, inventory);
        foreach (ClusterResources cluster in recorded.Clusters)
        {
            IstioObject[] written = [.. cluster.Objects.Select(Plain)];
            IstioObject[] made = [.. generated[cluster.Cluster].Where(value => value is not Namespace).Select(Plain)];
            Assert.Empty(written.Except(made));
            Assert.Empty(made.Except(written));
        }
    }

    // A POST is never executed twice by what is generated; what the recording counts lies within one of what is simulated.
    private static void CompareExecutions(ComparisonReport report, RigCase run)
    {
        foreach ((string method, int recorded) in run.ExecutedTwice)
        {
            var simulated = new List<int>();
            do
            {
                simulated.Add(Twice(run, method, (ulong)simulated.Count + 1));
            }
            while (!IsInside() && simulated.Count < 5);

            report.Check(
                IsInside(), run.Id, $"{method} executed twice: {recorded} recorded, {simulated.Min()} to {simulated.Max()} simulated");

            bool IsInside() => recorded <= simulated.Max() + 1 && recorded >= simulated.Min() - 1;
        }
    }

    private static int Twice(RigCase run, string method, ulong seed)
    {
        int twice = 0;
        run.Simulation(seed)
            .WithRequests(request => twice += request.Executions > 1 && run.Requests[request.Index].Method == method ? 1 : 0).Run();
        return twice;
    }

    // Names, labels and annotations tell people who made what; the order of endpoints means nothing, nor does the network's label here, nor
    // that all of one destination is 100 %.
    private static IstioObject Plain(IstioObject value)
    {
        IstioObject unnamed = value with { Metadata = new ObjectMeta { Name = "-", Namespace = value.Metadata.Namespace } };
        return unnamed switch
        {
            VirtualService routes => routes with { Http = routes.Http.Select(Plain).ToValueList() },
            ServiceEntry entry => entry with
            {
                Endpoints = entry.Endpoints.OrderBy(endpoint => endpoint.Address, StringComparer.Ordinal).Select(endpoint => endpoint with
                {
                    Labels = ((IEnumerable<KeyValuePair<string, string>>)endpoint.Labels)
                        .Where(label => label.Key != "topology.istio.io/network").ToValueMap(),
                }).ToValueList(),
            },
            Gateway gateway => gateway with
            {
                Servers = gateway.Servers.OrderBy(server => server.Port.Name, StringComparer.Ordinal).ToValueList(),
            },
            _ => unnamed,
        };
    }

    private static HttpRoute Plain(HttpRoute route) => route with
    {
        Name = null,
        Route = route.Route.Count == 1 ? [route.Route[0] with { Weight = null }] : route.Route,
    };
}
