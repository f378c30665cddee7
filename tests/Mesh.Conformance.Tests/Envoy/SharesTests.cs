using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.LoadBalancing;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>Traffic shares that a real Envoy gave every endpoint, under random and chosen priorities, weights and health.</summary>
public class SharesTests
{
    [Fact]
    public void Every_recorded_share_is_what_the_arithmetic_says()
    {
        var report = new ComparisonReport("envoy", "shares");
        foreach (JsonNode node in EnvoyRecordings.Cases("shares"))
        {
            report.Compare(EnvoyRecordings.NameOf(node), () => Compare(node, report));
        }

        report.AssertNoneUnknown();
    }

    [Fact]
    public void The_simulated_cluster_spreads_requests_as_the_arithmetic_says()
    {
        var report = new ComparisonReport("envoy", "simulated shares");
        foreach (JsonNode node in EnvoyRecordings.Cases("shares"))
        {
            JsonNode input = node["input"]!;
            report.Compare(
                EnvoyRecordings.NameOf(node),
                () => SpreadSimulation.Compare((string)node["name"]!, AssignmentJson.Groups(input["localities"]!), Options(input), report));
        }

        report.AssertNoneUnknown();
    }

    private static void Compare(JsonNode node, ComparisonReport report)
    {
        string name = (string)node["name"]!;
        JsonNode input = node["input"]!;
        int requests = (int)node["requests"]!;
        TrafficShares shares = TrafficShares.Compute(AssignmentJson.Groups(input["localities"]!), Options(input));
        JsonObject counts = node["measured"]!["counts"]!.AsObject();
        report.Check(
            counts.Count == shares.Endpoints.Count, name, $"{counts.Count} endpoints were measured, {shares.Endpoints.Count} computed");
        foreach (EndpointShare endpoint in shares.Endpoints)
        {
            CompareCount(report, name, endpoint.Endpoint.Address, (int)counts[endpoint.Endpoint.Address]!, requests, endpoint.Share);
        }

        CompareCount(report, name, "no healthy upstream", (int)node["measured"]!["noHealthyUpstream"]!, requests, shares.NoHealthyUpstream);
        CompareModel(report, name, node["model"]!, shares.Load);
    }

    internal static void CompareCount(ComparisonReport report, string name, string what, int count, int requests, double share)
    {
        double expected = requests * share;
        double tolerance = share is < 1e-12 or > 1 - 1e-12 ? 0.001 : (4 * Math.Sqrt(expected * (1 - share))) + 1.5;
        report.Check(
            Math.Abs(count - expected) <= tolerance, name, $"{what} got {count} of {requests}, computed {expected:0.0} +- {tolerance:0.0}");
    }

    private static void CompareModel(ComparisonReport report, string name, JsonNode model, PriorityLoad load)
    {
        report.Check(
            Ints(model["healthyLoad"]!).SequenceEqual(load.Healthy), name, $"healthy load {model["healthyLoad"]}, computed {load.Healthy}");
        report.Check(
            Ints(model["degradedLoad"]!).SequenceEqual(load.Degraded), name,
            $"degraded load {model["degradedLoad"]}, computed {load.Degraded}");
        report.Check(
            model["panic"]!.AsArray().Select(flag => (bool)flag!).SequenceEqual(load.Panic), name,
            $"panic {model["panic"]}, computed {load.Panic}");
    }

    private static IEnumerable<int> Ints(JsonNode array) => array.AsArray().Select(value => (int)value!);

    private static TrafficShareOptions Options(JsonNode input) => new()
    {
        Policy = (string)input["lbPolicy"]! switch
        {
            "ROUND_ROBIN" => LbPolicy.RoundRobin,
            "RANDOM" => LbPolicy.Random,
            _ => LbPolicy.LeastRequest,
        },
        LocalityWeighted = (bool)input["localityWeighted"]!,
        PanicThreshold = (int?)input["panicThreshold"],
        OverprovisioningFactor = (int?)input["overprovisioningFactor"] ?? PriorityLoad.DefaultOverprovisioningFactor,
    };
}
