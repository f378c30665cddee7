using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Resources;
using Mesh.Istio.Simulation;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>TCP, HTTP/2, gRPC, connection pools, circuit breakers and what stands beside them.</summary>
public class WireTests
{
    private const string Service = "bookinfo-backend/details";
    private const string Gateway = "bookinfo-backend/ingress-bookinfo";
    private static readonly HttpRetry Safe = new()
    {
        Attempts = 2,
        RetryOn = "connect-failure,refused-stream",
        RetryRemoteLocalities = true,
    };

    private static readonly HttpSettings Http2 = new() { H2UpgradePolicy = H2UpgradePolicy.Upgrade };

    [Fact]
    public void A_silent_gateway_loses_one_request_for_each_connection_of_HTTP1()
    {
        SimulationResult result = Silent(new HttpSettings()).Run();

        Assert.Equal(4, result.Phases[1].Failed);
        Assert.True(result.Phases[1].PercentTo("gcp") > 50);
    }

    [Fact]
    public void On_one_connection_of_HTTP2_everything_hangs_until_keep_alive_closes_it()
    {
        Assert.Equal(0, Silent(Http2).Run().Phases[1].PercentTo("gcp"));

        var keepAlive = new Http2KeepAlive { Interval = Seconds(1), Timeout = Seconds(1) };
        SimulationResult kept = Silent(Http2 with { Http2KeepAlive = keepAlive }).Run();

        Assert.InRange(kept.Phases[1].Failed, 1, 4);
        Assert.True(kept.Phases[1].PercentTo("gcp") > 50);
        Assert.InRange(kept.LongestWait, Seconds(1), Seconds(2.3));
    }

    [Fact]
    public void Packets_that_were_dropped_are_sent_again_when_TCP_says_so()
    {
        TimeSpan longest = Changed().For(Seconds(30)).At(Seconds(2), failure =>
            failure.PodsFail("aws", Gateway, FailureKind.Silent)).RecoverAt(Seconds(6)).Run().LongestWait;

        // 0.2 + 0.4 + 0.8 + 1.6 + 3.2 s after it was sent, and not when the way is free again.
        Assert.InRange(longest, Seconds(6.2), Seconds(6.3));
    }

    [Fact]
    public void When_a_connection_cannot_be_made_all_that_wait_for_it_fail()
    {
        SimulationResult result = Changed().WithCallers(4, Seconds(0.1)).For(Seconds(20)).At(TimeSpan.Zero, failure =>
            failure.PodsFail("aws", Service, FailureKind.Hangs)).Run();

        // The gateway tries again; alone each try would take the 2 s of its own rule.
        Assert.InRange(result.LongestWait, Seconds(2), Seconds(2.5));
    }

    [Fact]
    public void A_gRPC_status_is_retried_by_its_name_and_counted_as_its_code()
    {
        SimulationResult unavailable = Grpc("unavailable", 14).Run();
        Assert.Equal(0, unavailable.Failed);
        Assert.Equal(100, unavailable.Phases[1].PercentTo("gcp"));

        Assert.InRange(Grpc("gateway-error", 14).Run().Failed, 3, 4);
        SimulationResult internals = Grpc("unavailable", 13).Run();
        Assert.Equal(internals.Phases[1].Requests, internals.Phases[1].Failed);
    }

    [Fact]
    public void A_gRPC_call_over_HTTP1_loses_its_status()
    {
        SimulatedRequest last = default;

        SimulationResult result = Changed().WithProtocol(CallProtocol.Grpc).WithRequests(request => last = request).Run();

        Assert.Equal((result.Requests, 2, true), (result.Failed, last.GrpcStatus, last.Failed));
    }

    [Fact]
    public void TCP_through_a_gateway_that_ends_TLS_leaves_a_service_without_endpoints_and_never_one_that_refuses()
    {
        SimulationResult gone = Tcp().At(Seconds(2), failure => failure.ServiceScaledToZero("aws", Service)).Run();
        Assert.InRange(gone.Failed, 3, 7);
        Assert.True(gone.Phases[1].PercentTo("gcp") > 90);

        SimulationResult refused = Tcp().At(Seconds(2), failure => failure.ServiceDown("aws", Service)).Run();
        Assert.Equal(refused.Phases[1].Requests, refused.Phases[1].Failed);
    }

    [Fact]
    public void TCP_is_never_retried_and_its_connect_timeout_covers_TLS()
    {
        SimulationResult result = Tcp().For(Seconds(30)).At(Seconds(2), failure =>
            failure.PodsFail("aws", Gateway, FailureKind.Hangs)).Run();

        Assert.Equal((3, 0), (result.Failed, result.Retried));
        Assert.InRange(result.LongestWait, Seconds(2), Seconds(2.1));
    }

    [Fact]
    public void An_application_that_hangs_behind_its_sidecar_is_left_by_nothing_but_a_timeout()
    {
        SimulationResult result = Changed().WithCallers(4, Seconds(0.1)).For(Seconds(30)).WithCallerTimeout(Seconds(5))
            .At(Seconds(2), failure => failure.PodsFail("aws", Service, FailureKind.ApplicationHangs)).Run();

        Assert.Equal(result.Phases[1].Requests, result.Phases[1].Failed);
    }

    [Fact]
    public void A_sidecar_answers_503_for_an_application_that_is_gone_or_resets()
    {
        foreach (FailureKind kind in (FailureKind[])[FailureKind.ApplicationDown, FailureKind.Reset])
        {
            SimulationResult result = Changed(retries: Safe).At(Seconds(2), failure => failure.PodsFail("aws", Service, kind)).Run();

            Assert.InRange(result.Failed, 3, 4);
        }
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 0)]
    public void One_broken_path_keeps_the_standby_out_unless_there_is_a_least_health(int minHealth, int lost)
    {
        SimulationResult result = Changed(rule =>
            rule with { OutlierDetection = rule.OutlierDetection! with { MinHealthPercent = minHealth } })
            .At(TimeSpan.Zero, failure => Broken(failure))
            .At(Seconds(10), failure => Broken(failure).ServiceScaledToZero("aws", Service))
            .Beside(request => request.WithPath("/bad"), 1, Seconds(1))
            .For(Seconds(20)).Run();

        // The gateways' own rules have no least health either then, and eject their pods while nothing else fails.
        Assert.True(minHealth == 0 || result.Phases[1].Failed == 0);
        Assert.InRange(100.0 * result.Phases[2].Failed / result.Phases[2].Requests, lost - 5, lost + 5);
    }

    [Fact]
    public void Full_circuit_breakers_answer_themselves()
    {
        var flags = new List<string>();
        SimulationResult result = Changed(Pool(new HttpSettings { Http2MaxRequests = 1 })).WithRate(1000).For(Seconds(1))
            .WithLog(line => flags.Add(line.Flags)).Run();

        Assert.Equal(result.Failed, flags.Count(flag => flag == "UO"));
        Assert.InRange(result.Failed, 1, 999);
    }

    [Fact]
    public void Requests_wait_for_a_connection_where_there_may_be_one_alone()
    {
        SimulationResult waiting = Changed(rule =>
            rule with { ConnectionPool = new ConnectionPoolSettings { Tcp = new TcpSettings { MaxConnections = 1 } } })
            .WithCallers(4, TimeSpan.FromMilliseconds(1)).For(Seconds(1)).Run();
        Assert.Equal(0, waiting.Failed);

        SimulationResult full = Changed(rule => rule with
        {
            ConnectionPool = new ConnectionPoolSettings
            {
                Tcp = new TcpSettings { MaxConnections = 1 },
                Http = new HttpSettings { Http1MaxPendingRequests = 1 },
            },
        }).WithCallers(4, TimeSpan.FromMilliseconds(1)).For(Seconds(1)).Run();
        Assert.True(full.Failed > 0);
    }

    [Fact]
    public void Retried_requests_and_retries_are_counted_apart()
    {
        SimulationResult result = Changed(retries: new HttpRetry { Attempts = 2, RetryOn = "gateway-error" }).For(Seconds(3))
            .At(Seconds(1), failure =>
                failure.PodsFail("aws", Service, FailureKind.Answers503).PodsFail("gcp", Service, FailureKind.Answers503)).Run();

        Assert.True(result.Retries > result.Retried);
        Assert.Contains(FormattableString.Invariant($"{result.Retried} retried ({result.Retries} retries)"), result.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Callers_from_outside_get_no_answer_from_a_gateway_that_is_gone()
    {
        (MeshResources resources, Inventory inventory) = Load("article");

        SimulationResult result = new Simulator(resources, inventory).ForGateway("aws", Gateway).To(Details)
            .At(Seconds(2), failure => failure.GatewayDown("aws", Gateway)).RecoverAt(Seconds(5)).Run();

        Assert.Equal((0, 100, 0), (result.Phases[0].Failed, 100 * result.Phases[1].Failed / result.Phases[1].Requests,
            result.Phases[2].Failed));
    }

    private static FailureBuilder Broken(FailureBuilder failure) =>
        failure.PodsAnswer("aws", Service, 503, "/bad").PodsAnswer("gcp", Service, 503, "/bad");

    private static SimulationBuilder Silent(HttpSettings http) =>
        Changed(Pool(http), Safe).WithCallers(4, TimeSpan.FromMilliseconds(2)).WithCallerTimeout(Seconds(4)).For(Seconds(20))
        .At(Seconds(2), failure => failure.PodsFail("aws", Gateway, FailureKind.Silent));

    private static Func<TrafficPolicy, TrafficPolicy> Pool(HttpSettings http) => policy => policy with
    {
        ConnectionPool = new ConnectionPoolSettings
        {
            Tcp = policy.ConnectionPool?.Tcp ?? new TcpSettings { ConnectTimeout = Seconds(2) },
            Http = http,
        },
    };

    private static SimulationBuilder Grpc(string retryOn, int status) =>
        Changed(retries: Safe with { RetryOn = retryOn }, port: "GRPC", backend: "grpc")
        .At(Seconds(2), failure => failure.PodsAnswerGrpc("aws", Service, status));

    private static SimulationBuilder Tcp() => Changed(Pool(new HttpSettings()), port: "TCP", backend: "tcp");

    private static SimulationBuilder Changed(Func<TrafficPolicy, TrafficPolicy>? policy = null, HttpRetry? retries = null,
        string? port = null, string? backend = null)
    {
        (MeshResources resources, Inventory inventory) = WireMeshes.Article(policy, retries, port, backend);
        return new Simulator(resources, inventory).ForClient("aws", Client).To(Details);
    }

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
