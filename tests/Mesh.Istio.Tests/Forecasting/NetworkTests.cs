using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using static Mesh.Istio.Tests.Forecasting.Meshes;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>Endpoints of other networks and their gateways: the tables of Istio's own tests.</summary>
public class NetworkTests
{
    // Endpoints per network 1, 2, 3, 4: 1, 2, 1, 1. Network 3 has two gateways, network 4 none.
    private const string SplitHorizon = """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: { name: entry, namespace: shop }
        spec:
          hosts: [host.example.com]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{ number: 80, name: http, protocol: HTTP }]
          endpoints:
          - { address: 10.1.0.1, network: n1, serviceAccount: sa }
          - { address: 10.2.0.1, network: n2, serviceAccount: sa }
          - { address: 10.2.0.2, network: n2, serviceAccount: sa }
          - { address: 10.3.0.1, network: n3, serviceAccount: sa }
          - { address: 10.4.0.1, network: n4, serviceAccount: sa }
        """;

    [Theory]
    [InlineData("n1", "0  14: 10.1.0.1:80*2 10.4.0.1:80*2 2.0.0.2:15443*4 2.0.0.3:15443*1 2.0.0.4:15443*1", 10)]
    [InlineData("n4", "0  14: 10.4.0.1:80*2 2.0.0.1:15443*2 2.0.0.2:15443*4 2.0.0.3:15443*1 2.0.0.4:15443*1", 10)]
    public void Each_network_sees_its_own_endpoints_and_gateways_of_the_others(string network, string groups, uint sum)
    {
        string actual = Groups(View(WithGateways(SplitHorizon), Client(network: network)).Cluster("host.example.com", 80)!);

        Assert.Equal(groups.Replace("14:", $"{sum}:", StringComparison.Ordinal), actual);
    }

    [Fact]
    public void A_client_without_network_goes_through_a_gateway_wherever_there_is_one() =>
        Assert.Equal(
            "0  10: 10.4.0.1:80*2 2.0.0.1:15443*2 2.0.0.2:15443*4 2.0.0.3:15443*1 2.0.0.4:15443*1",
            Groups(View(WithGateways(SplitHorizon)).Cluster("host.example.com", 80)!));

    [Fact]
    public void Without_mutual_tls_only_endpoints_that_are_reached_directly_stay() =>
        Assert.Equal(
            "0  4: 10.1.0.1:80*2 10.4.0.1:80*2",
            Groups(View(
                WithGateways(
                    SplitHorizon.Replace(
                        ", serviceAccount: sa", "", StringComparison.Ordinal)), Client(network: "n1")).Cluster("host.example.com", 80)!));

    [Fact]
    public void A_rule_that_switches_tls_off_does_the_same() =>
        Assert.Equal(
            "0  4: 10.1.0.1:80*2 10.4.0.1:80*2",
            Groups(View(
                WithGateways(
                    SplitHorizon + "\n---\napiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: r, namespace: "
                        + "shop }\nspec: { host: host.example.com, trafficPolicy: { tls: { mode: DISABLE } } }"),
                Client(network: "n1")).Cluster("host.example.com", 80)!));

    [Fact]
    public void Without_any_gateway_every_address_is_used_as_it_is() =>
        Assert.Equal(5u, View(Of(SplitHorizon), Client(network: "n1")).Cluster("host.example.com", 80)!.Groups!.Value[0].Weight);

    [Fact]
    public void A_proxy_that_asks_for_one_network_sees_no_other() =>
        Assert.Equal(
            "0  2: 10.1.0.1:80*2",
            Groups(View(WithGateways(SplitHorizon), Client(network: "n1") with { NetworkView = ["n1"] }).Cluster("host.example.com", 80)!));

    [Fact]
    public void An_endpoint_without_address_is_the_gateway_of_its_network_or_nothing()
    {
        string yaml = SplitHorizon.Replace("address: 10.2.0.1, ", "", StringComparison.Ordinal)
            .Replace("address: 10.4.0.1, ", "", StringComparison.Ordinal);

        Assert.Equal(
            "0  8: 10.1.0.1:80*2 2.0.0.2:15443*4 2.0.0.3:15443*1 2.0.0.4:15443*1",
            Groups(View(WithGateways(yaml), Client(network: "n1")).Cluster("host.example.com", 80)!));
    }

    [Fact]
    public void A_labelled_service_is_a_gateway_too()
    {
        Inventory inventory = new InventoryBuilder().AddCluster("west", cluster => cluster.WithNetwork("n2")).Build();
        PushContext mesh = Of(SplitHorizon);
        ClusterInventory west = inventory.Clusters[0] with
        {
            Services =
            [
                new ServiceInfo
                {
                    Name = "eastwest",
                    Namespace = "istio-system",
                    Type = "LoadBalancer",
                    Labels = [new("topology.istio.io/network", "n2")],
                    Ports = [new ServicePortInfo { Number = 15443, Name = "tls" }],
                    ExternalAddresses = ["9.9.9.9"],
                },
            ],
        };

        string groups = Groups(
            View(
                mesh with { Clusters = mesh.Clusters.Add(new ClusterSnapshot(west)) },
                Client(network: "n1")).Cluster("host.example.com", 80)!);

        Assert.Equal("0  5: 10.1.0.1:80*1 10.3.0.1:80*1 10.4.0.1:80*1 9.9.9.9:15443*2", groups);
    }

    private static PushContext WithGateways(string yaml) => Of(yaml) with
    {
        Networks =
        [
            Network("n1", "2.0.0.1"),
            Network("n2", "2.0.0.2"),
            Network("n3", "2.0.0.3", "2.0.0.4"),
        ],
    };

    private static MeshNetworkInfo Network(string name, params string[] addresses) => new()
    {
        Name = name,
        Gateways = addresses.Select(address => new MeshNetworkGateway(address, "", 15443, Locality.Empty)).ToValueList(),
    };
}
