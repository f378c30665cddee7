using Mesh.Istio.Resources;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>Pods that can do only so much.</summary>
public class QueueTests
{
    private const string Host = "a.shop.svc.cluster.local";

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public void Without_a_capacity_a_pod_works_on_everything_at_once_and_tells_no_load()
    {
        SimulationResult result = QueueMeshes.Ask(null).WithRate(1000).For(TimeSpan.FromSeconds(5)).Run();

        Assert.Empty(result.Loads);
        Assert.Equal(0, result.Failed);
        Assert.InRange(result.LongestWait, TimeSpan.Zero, TimeSpan.FromMilliseconds(2));
    }

    [Fact]
    public void Where_less_comes_than_it_can_do_nobody_waits_and_where_more_comes_the_queue_grows_without_end()
    {
        SimulatedLoad below = Load(QueueMeshes.Ask(QueueMeshes.Pod).WithRate(90));
        SimulatedLoad above = Load(QueueMeshes.Ask(QueueMeshes.Pod).WithRate(120));

        Assert.Equal((0.9, 90, 0, 0), (Math.Round(below.Utilisation, 2), below.RequestsPerSecond, below.LongestQueue, below.WaitingAtEnd));
        Assert.Equal(TimeSpan.Zero, below.MeanWait);
        Assert.Equal(1.2, above.Utilisation, 2);
        Assert.InRange(above.WaitingHalfway, 590, 610);
        Assert.InRange(above.WaitingAtEnd, 1190, 1210);
    }

    [Fact]
    public void To_more_than_may_wait_a_pod_answers_503_at_once()
    {
        SimulationResult result = QueueMeshes.Ask(QueueMeshes.Pod with { QueueLimit = 5 }).WithRate(150).For(Minute).Run();
        SimulatedLoad load = Assert.Single(result.Loads);

        Assert.Equal(5, load.LongestQueue);
        Assert.True(load.Refused > 0);
        Assert.InRange(result.Failed, 0.3 * result.Requests, 0.36 * result.Requests);
        Assert.True(result.LongestWait < TimeSpan.FromMilliseconds(600));
    }

    [Fact]
    public void Callers_that_give_up_leave_their_work_behind()
    {
        SimulationResult result = QueueMeshes.Ask(QueueMeshes.Pod).WithRate(120).For(Minute)
            .WithCallerTimeout(TimeSpan.FromSeconds(1)).Run();
        SimulatedLoad load = Assert.Single(result.Loads);

        // After some seconds everything waits longer than anybody does, and the pod works for nobody.
        Assert.InRange(result.Failed, 0.8 * result.Requests, 0.95 * result.Requests);
        Assert.Equal(7200, load.Requests);
        Assert.Equal(1.2, load.Utilisation, 2);
    }

    [Fact]
    public void A_retry_storm_keeps_a_pod_overloaded_after_its_cause_is_gone()
    {
        SimulationResult calm = Storm(outage: false);
        SimulationResult storm = Storm(outage: true);

        Assert.Equal(0, calm.Failed);
        SimulationPhase after = storm.Phases[^1];
        Assert.True(after.Failed > 0.5 * after.Requests, storm.ToString());
        Assert.True(storm.Loads.Sum(load => load.Requests) > 1.2 * storm.Requests, storm.ToString());
    }

    [Fact]
    public void A_circuit_breaker_keeps_the_queue_short()
    {
        var rule = new DestinationRule
        {
            Metadata = new ObjectMeta { Name = "a", Namespace = "shop" },
            Host = Host,
            TrafficPolicy = new TrafficPolicy
            {
                ConnectionPool = new ConnectionPoolSettings
                {
                    Http = new HttpSettings { Http1MaxPendingRequests = 1 },
                    Tcp = new TcpSettings { MaxConnections = 4 },
                },
            },
        };
        SimulationResult broken = QueueMeshes.Ask(QueueMeshes.Pod, rule).WithRate(150).For(Minute).Run();

        Assert.InRange(Assert.Single(broken.Loads).LongestQueue, 1, 4);
        Assert.InRange(broken.Failed, 0.3 * broken.Requests, 0.36 * broken.Requests);
    }

    [Fact]
    public void A_pod_that_starts_has_cold_caches()
    {
        SimulatedCapacity cold = QueueMeshes.Pod with { ColdFactor = 5, WarmUp = TimeSpan.FromSeconds(10) };
        TimeSpan warm = Restart(QueueMeshes.Pod).LongestWait;

        Assert.InRange(Restart(cold).LongestWait, warm + TimeSpan.FromSeconds(1), TimeSpan.MaxValue);
    }

    [Fact]
    public void A_process_that_ends_takes_its_queue_with_it()
    {
        SimulationResult result = QueueMeshes.Ask(QueueMeshes.Pod).WithRate(120).For(Minute)
            .At(TimeSpan.FromSeconds(30), failure => failure.PodsFail("aws", "shop/a", Failures.FailureKind.Refused))
            .RecoverAt(TimeSpan.FromSeconds(31)).Run();

        Assert.InRange(Assert.Single(result.Loads).WaitingAtEnd, 550, 610);
    }

    [Fact]
    public void A_workload_that_is_not_there_has_no_capacity_and_no_request_is_sent()
    {
        SimulationResult result = QueueMeshes.Ask(QueueMeshes.Pod).WithCapacity("shop/nobody", QueueMeshes.Pod).Run();

        Assert.True(result.IsUnknown);
        Assert.Contains("shop/nobody", result.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Measured_times_have_the_mean_and_the_variation_of_their_pieces()
    {
        ServiceTime even = ServiceTime.Percentiles([new(100, TimeSpan.FromMilliseconds(12))]);

        Assert.Equal(TimeSpan.FromMilliseconds(6), even.Mean);
        Assert.Equal(1.0 / 3, even.SquaredVariation, 6);
        Assert.Equal(0, ServiceTime.Fixed(TimeSpan.FromMilliseconds(3)).SquaredVariation, 9);
        Assert.Throws<ArgumentException>(() => ServiceTime.Percentiles([]));
        Assert.Throws<ArgumentException>(
            () => ServiceTime.Percentiles([new(50, TimeSpan.FromSeconds(2)), new(90, TimeSpan.FromSeconds(1))]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ServiceTime.Percentiles([new(101, TimeSpan.Zero)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ServiceTime.Fixed(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void A_capacity_out_of_its_range_is_refused()
    {
        SimulatedCapacity[] wrong =
        [
            QueueMeshes.Pod with { Concurrency = 0 }, QueueMeshes.Pod with { QueueLimit = -1 }, QueueMeshes.Pod with { ColdFactor = 0.5 },
            QueueMeshes.Pod with { ColdFactor = double.NaN }, QueueMeshes.Pod with { WarmUp = TimeSpan.FromDays(2) },
        ];

        Assert.All(wrong, capacity => Assert.Throws<ArgumentOutOfRangeException>(() => QueueMeshes.Ask(capacity)));
    }

    private static SimulatedLoad Load(SimulationBuilder simulation) => Assert.Single(simulation.For(Minute).Run().Loads);

    private static SimulationResult Restart(SimulatedCapacity capacity) => QueueMeshes.Ask(capacity).WithRate(80).For(Minute)
        .At(TimeSpan.FromSeconds(10), failure => failure.PodsFail("aws", "shop/a", Failures.FailureKind.Refused))
        .RecoverAt(TimeSpan.FromSeconds(11)).Run();

    // The proxy tries up to three times for 300 ms each. What it gives up is worked on all the same.
    private static SimulationResult Storm(bool outage)
    {
        var routes = new VirtualService
        {
            Metadata = new ObjectMeta { Name = "a", Namespace = "shop" },
            Hosts = [Host],
            Http =
            [
                new HttpRoute
                {
                    Route = [new HttpRouteDestination { Destination = new Destination { Host = Host } }],
                    Retries = new HttpRetry { Attempts = 2, PerTryTimeout = TimeSpan.FromMilliseconds(300), RetryOn = "5xx" },
                },
            ],
        };
        SimulationBuilder simulation = QueueMeshes.Ask(QueueMeshes.Pod, routes).WithRate(60).For(TimeSpan.FromMinutes(2));
        return (outage ? simulation
            .At(TimeSpan.FromSeconds(20), failure => failure.PodsSlow("aws", "shop/a", TimeSpan.FromMilliseconds(20)))
            .RecoverAt(TimeSpan.FromSeconds(40)) : simulation).Run();
    }
}
