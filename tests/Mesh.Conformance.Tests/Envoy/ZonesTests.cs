using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.LoadBalancing;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>Zone-aware routing of a real Envoy that knows the members of its own cluster.</summary>
public class ZonesTests
{
    [Fact]
    public void Every_recorded_zone_gets_the_traffic_that_the_arithmetic_says()
    {
        var report = new ComparisonReport("envoy", "zones");
        foreach (JsonNode node in EnvoyRecordings.Cases("zones"))
        {
            report.Compare(EnvoyRecordings.NameOf(node), () => Compare(node, report));
        }

        report.AssertNoneUnknown();
    }

    [Fact]
    public void The_simulated_cluster_spreads_requests_over_zones_as_the_arithmetic_says()
    {
        var report = new ComparisonReport("envoy", "simulated zones");
        foreach (JsonNode node in EnvoyRecordings.Cases("zones"))
        {
            report.Compare(
                EnvoyRecordings.NameOf(node),
                () => SpreadSimulation.Compare((string)node["name"]!, Groups(node["input"]!), Options(node["input"]!), report));
        }

        report.AssertNoneUnknown();
    }

    private static void Compare(JsonNode node, ComparisonReport report)
    {
        string name = (string)node["name"]!;
        JsonNode input = node["input"]!;
        int requests = (int)node["requests"]!;
        TrafficShares shares = TrafficShares.Compute(Groups(input), Options(input));
        foreach ((string zone, JsonNode? count) in node["measured"]!.AsObject())
        {
            double share = shares.Endpoints.Where(
                endpoint => zone == "p1" ? endpoint.Priority == 1 : endpoint.Priority == 0 && endpoint.Locality == Zone(zone))
                .Sum(endpoint => endpoint.Share);
            SharesTests.CompareCount(report, name, zone, (int)count!, requests, share);
        }

        SharesTests.CompareCount(report, name, "no healthy upstream", (int)node["noHealthyUpstream"]!, requests, shares.NoHealthyUpstream);
    }

    private static TrafficShareOptions Options(JsonNode input) => new()
    {
        PanicThreshold = (int?)input["panicThreshold"],
        Zones = new ZoneAwareness(
            Zone((string)input["callerZone"]!),
            input["callerHostsPerZone"]!.AsObject().Select(zone => new ZoneCallers(Zone(zone.Key), (int)zone.Value!)).ToValueList())
        {
            MinClusterSize = (int)input["minClusterSize"]!,
        },
    };

    private static ValueList<EndpointGroup> Groups(JsonNode input)
    {
        var groups = new List<EndpointGroup>();
        foreach (JsonNode? zone in input["upstreamPriority0"]!.AsArray())
        {
            string name = (string)zone!["zone"]!;
            groups.Add(Group(Zone(name), name, (int)zone["total"]!, (int)zone["healthy"]!, priority: 0));
        }

        int spare = (int)input["upstreamPriority1Healthy"]!;
        groups.Add(Group(new Locality("far"), "p1-", spare, spare, priority: 1));
        return groups.ToValueList();
    }

    private static EndpointGroup Group(Locality locality, string prefix, int total, int healthy, int priority) => new(
        locality,
        Enumerable.Range(0, total).Select(i => new LocalityEndpoint($"{prefix}{i}", 80)
        {
            Health = i < healthy ? EndpointHealth.Healthy : EndpointHealth.Unhealthy,
        }).ToValueList())
    {
        Priority = priority,
    };

    private static Locality Zone(string zone) => new("near", zone);
}
