using Bookinfo.Failover;
using Mesh.Diagnostics;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Docs;

/// <summary>The last sentence of the sample is true, or another one.</summary>
public class VerdictTests
{
    private static readonly SimulationResult Good = new()
    {
        Client = "aws shop/web",
        Host = "details",
        Port = 80,
        Requests = 100,
        Phases = [
            new("before", default) { Requests = 50, Destinations = [To("aws", 50)] },
            new("meanwhile", default) { Requests = 50, Destinations = [To("gcp", 50)] }],
        HomeAgain = TimeSpan.FromSeconds(40.5),
        IsHome = true,
    };

    [Fact]
    public void Without_failed_requests_no_user_saw_an_error() =>
        Assert.Equal(
            "No user saw an error: gcp answered for aws, and 40.5 s after the start all traffic was home again.",
            Verdict.Of(Good, "aws", "gcp"));

    [Fact]
    public void One_failed_request_is_an_error_that_a_user_saw() =>
        Assert.Equal("Users saw errors: 1 of 100 requests failed.", Verdict.Of(Good with { Failed = 1 }, "aws", "gcp"));

    [Fact]
    public void Traffic_that_stays_away_is_not_called_home() =>
        Assert.EndsWith(
            "traffic was not all home again when the simulation ended.", Verdict.Of(Good with { IsHome = false }, "aws", "gcp"),
            StringComparison.Ordinal);

    [Fact]
    public void A_cluster_that_never_answered_did_not_help() =>
        Assert.Contains("gcp never answered", Verdict.Of(Good with { Phases = [Good.Phases[0]] }, "aws", "gcp"), StringComparison.Ordinal);

    [Fact]
    public void What_is_not_known_is_not_claimed()
    {
        DiagnosticList unknown = new([ForecastDiagnostics.HostUnknown.At("details", "Nobody knows it.", "Correct it.")]);

        Assert.StartsWith(
            "Whether users saw errors is not known", Verdict.Of(Good with { Requests = 0 }, "aws", "gcp"), StringComparison.Ordinal);
        Assert.StartsWith(
            "Whether users saw errors is not known", Verdict.Of(Good with { Diagnostics = unknown }, "aws", "gcp"),
            StringComparison.Ordinal);
    }

    private static SimulationDestination To(string cluster, long requests) => new(cluster, cluster + "-1", requests);
}
