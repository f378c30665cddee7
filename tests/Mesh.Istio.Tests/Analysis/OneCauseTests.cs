using Mesh.Inventories;
using Mesh.Istio.Analysis;
using static Mesh.Istio.Tests.Analysis.AnalysisWorld;

namespace Mesh.Istio.Tests.Analysis;

/// <summary>One cause is one finding, however many of its consequences other rules could see.</summary>
public class OneCauseTests
{
    private const string Network = "topology.istio.io/network";
    private const string AtNodes = "traffic.istio.io/nodeSelector";

    private static readonly AnalyzerOptions Reads = new() { RemoteSecrets = [new(East, [West])] };

    [Fact]
    public void A_subset_that_several_ports_and_routes_miss_is_missing_once()
    {
        string entry = Entry.Replace("protocol: HTTP }]", "protocol: HTTP }, { number: 81, name: http-b, protocol: HTTP }]");
        string[] found = Codes(Analyze(entry + Rule + Route("nowhere")));

        Assert.Single(found, "MF225");
    }

    [Fact]
    public void A_subset_of_one_region_is_said_once_for_a_host_with_several_ports()
    {
        string entry = Entry
            .Replace("protocol: HTTP }]", "protocol: HTTP }, { number: 81, name: http-b, protocol: HTTP }]")
            .Replace(Remote, Remote.Replace("version: v1", "version: v2"));
        string rule = Rule.Replace(
            "host: host.example.com", "host: host.example.com\n  subsets: [{ name: v1, labels: { version: v1 } }]");

        Assert.Single(Codes(Analyze(entry + rule + Route("v1"))), "MF225");
    }

    [Fact]
    public void A_gateway_without_address_is_the_finding_and_not_the_network_that_nobody_reaches()
    {
        string[] found = Codes(Analyze(Good, inventory: Networks(Door("n2")), options: Reads));

        Assert.Single(found, "MF217");
        Assert.DoesNotContain("MF216", found);
    }

    [Theory]
    [InlineData("{}", "5.6.7.8", false)]
    [InlineData("{\"role\": \"edge\"}", "5.6.7.8", false)]
    [InlineData("{\"role\": \"other\"}", "5.6.7.8", true)]
    [InlineData("{}", "", true)]
    public void A_gateway_at_nodes_has_the_addresses_of_the_nodes_that_it_selects(string selector, string external, bool isFault)
    {
        ServiceInfo door = Door("n2") with
        {
            Type = "NodePort",
            Annotations = [new(AtNodes, selector)],
            Ports = [new ServicePortInfo { Name = "tls", Number = 15443, NodePort = 30443 }],
        };
        var node = new NodeInfo
        {
            Name = "w1",
            Labels = [new("role", "edge")],
            ExternalAddresses = external.Length > 0 ? [external] : [],
        };

        string[] found = Codes(Analyze(Good, inventory: Networks(door, node), options: Reads));

        Assert.Equal(isFault, found.Contains("MF217"));
        Assert.DoesNotContain("MF216", found);
    }

    private static string[] Codes(Diagnostics.DiagnosticList found) => [.. found.Select(finding => finding.Code)];

    private static ServiceInfo Door(string network) => Service("door") with
    {
        Labels = [new(Network, network)],
        Ports = [new ServicePortInfo { Name = "tls", Number = 15443 }],
    };

    private static Inventory Networks(ServiceInfo door, params NodeInfo[] nodes) => new()
    {
        Clusters =
        [
            Observed() with { Network = "n1" },
            Observed(West, "r2/z1") with
            {
                Network = "n2",
                Services = [Service("details"), door],
                Workloads = [Pod("client", locality: "r2/z1"), Pod("door", locality: "r2/z1")],
                Nodes = nodes.ToValueList(),
            },
        ],
    };

    private static string Route(string subset) => $$"""
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: host, namespace: shop }
        spec:
          hosts: [host.example.com]
          http:
          - match: [{ uri: { prefix: /a } }]
            route: [{ destination: { host: host.example.com, subset: {{subset}} } }]
          - route: [{ destination: { host: host.example.com, subset: {{subset}} } }]
        ---

        """;
}
