using System.Collections.Concurrent;
using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Tables;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Forecasting;

public class ForecastTableTests
{
    [Fact]
    public void Each_cell_is_the_forecast_of_its_call_and_failure()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        var forecaster = new Forecaster(resources, inventory);
        ForecastQuery query = forecaster.ForClient("aws", Client).To(Details);

        ForecastTable table = forecaster.ForCalls(calls => calls.Add(query).Add(forecaster.ForClient("gcp", Client).To(Details)))
            .Table(
                failures => failures.AddEvery(FailureScopes.Clusters).Add(
                    failure => failure.ServiceDown("aws", "bookinfo-backend/details")));

        Assert.Equal(
            ["nothing fails", "cluster aws is down", "cluster gcp is down", "bookinfo-backend/details in aws is down"], table.Failures);
        Assert.Equal(["aws bookinfo-backend/productpage", "gcp bookinfo-backend/productpage"], table.Rows.Select(row => row.Client));
        Assert.Equal(query.Now(), table.Rows[0].Cells[0]);
        Assert.Equal(query.When(failure => failure.ClusterDown("aws")), table.Rows[0].Cells[1]);
        Assert.Equal(query.When(failure => failure.ServiceDown("aws", "bookinfo-backend/details")), table.Rows[0].Cells[3]);
        Assert.Equal("gcp 100", Clusters(table.Rows[1].Cells[1]));
        Assert.Empty(table.Lossy);
    }

    [Fact]
    public void The_text_lines_up_and_shows_who_answers_and_what_is_lost()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        var forecaster = new Forecaster(resources, inventory);

        string text = forecaster.ForCalls(calls => calls.Add(forecaster.ForClient("aws", Client).To(Details)))
            .Table(failures => failures
                .AddEvery(FailureScopes.Clusters)
                .Add(failure => failure.ServiceDown("aws", "bookinfo-backend/details").ClusterDown("gcp")))
            .ToString();

        Assert.Equal(
            """
            | call                                                           | nothing fails | cluster aws is down | cluster gcp is down | bookinfo-backend/details in aws is down and cluster gcp is down |
            | -------------------------------------------------------------- | ------------- | ------------------- | ------------------- | --------------------------------------------------------------- |
            | aws bookinfo-backend/productpage to details.cx.tetrate.info:80 | aws 100       | -                   | aws 100             | lost 100                                                        |
            """,
            text);
    }

    [Fact]
    public void Every_workload_with_a_sidecar_is_a_client_and_gateways_are_none()
    {
        (MeshResources resources, Inventory inventory) = Load("article");

        ForecastTable table = new Forecaster(resources, inventory).ForCalls(calls => calls.AddEveryClient(Details)).Table(_ => { });

        Assert.Equal(
            [
                "aws bookinfo-backend/details", "aws bookinfo-backend/productpage", "gcp bookinfo-backend/details",
                    "gcp bookinfo-backend/productpage",
            ],
            table.Rows.Select(row => row.Client));
        Assert.All(table.Rows, row => Assert.Equal($"{row.Client[..3]} 100", Clusters(row.Cells[0])));
    }

    [Fact]
    public void Everything_is_every_client_and_every_host_of_a_ServiceEntry_or_DestinationRule()
    {
        (MeshResources resources, Inventory inventory) = Load("article");

        ForecastTable table = new Forecaster(resources, inventory)
            .ForCalls(calls => calls.AddEverything())
            .Table(failures => failures.AddEvery());

        Assert.Equal(4 * 2, table.Rows.Count);
        Assert.Equal(["demo-1-bookinfo.cx.tetrate.info", "details.cx.tetrate.info"], table.Rows.Select(row => row.Host).Distinct().Order());
        Assert.Equal(1 + 2 + 2 + 2, table.Failures.Count);
        Assert.Empty(table.Lossy);
    }

    [Fact]
    public void A_client_in_two_zones_is_two_rows_and_what_is_left_of_it_goes_on()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        Inventory spread = SecondZone(inventory);
        var forecaster = new Forecaster(resources, spread);

        ForecastTable table = forecaster.ForCalls(calls => calls.AddEveryClient(Details))
            .Table(failures => failures.Add(failure => failure.ZoneDown("us-east-2", "us-east-2a")));

        ForecastTableRow[] rows = [
            .. table.Rows.Where(row => row.Client.StartsWith("aws bookinfo-backend/productpage", StringComparison.Ordinal))];
        Assert.Equal(["us-east-2/us-east-2a", "us-east-2/us-east-2b"], rows.Select(row => row.Cells[0].ClientLocality.ToString()));
        Assert.Equal([true, false], rows.Select(row => row.Cells[1].ClientIsGone));

        Forecast left = forecaster.ForClient("aws", Client).To(Details).When(failure => failure.ZoneDown("us-east-2", "us-east-2a"));
        Assert.Equal("us-east-2/us-east-2b", left.ClientLocality.ToString());
        Assert.False(left.ClientIsGone);
    }

    [Fact]
    public void Progress_is_told_for_every_failure_and_a_cancelled_table_ends()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        ForecastCalls calls = new Forecaster(resources, inventory).ForCalls(calls => calls.AddEverything());
        var told = new Told();

        calls.Table(failures => failures.AddEvery(), told, TestContext.Current.CancellationToken);

        Assert.Equal(Enumerable.Range(1, 7).Select(done => new ForecastProgress(done, 7)), told.Steps.OrderBy(step => step.Done));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => calls.Table(failures => failures.AddEvery(), null, cancelled.Token));
        Assert.Throws<OperationCanceledException>(() => calls.SurvivesAny(2, FailureScopes.Default, null, cancelled.Token));
    }

    [Fact]
    public void A_question_of_another_forecaster_is_refused()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        ForecastQuery foreign = new Forecaster(resources, inventory).ForClient("aws", Client).To(Details);

        Assert.Throws<ArgumentException>(() => new Forecaster(resources, inventory).ForCalls(calls => calls.Add(foreign)));
    }

    private static Inventory SecondZone(Inventory inventory) => inventory with
    {
        Clusters = inventory.Clusters.Select(cluster => cluster.Name != "aws" ? cluster : cluster with
        {
            Workloads = cluster.Workloads.Concat(
                cluster.Workloads.Where(pod => pod.Name.StartsWith("productpage", StringComparison.Ordinal)).Take(1).Select(pod => pod with
                {
                    Name = "productpage-second",
                    Address = "10.99.0.1",
                    Locality = pod.Locality with { Value = new Locality("us-east-2", "us-east-2b") },
                })).ToValueList(),
        }).ToValueList(),
    };

    private sealed class Told : IProgress<ForecastProgress>
    {
        public ConcurrentBag<ForecastProgress> Steps { get; } = [];

        public void Report(ForecastProgress value) => Steps.Add(value);
    }
}
