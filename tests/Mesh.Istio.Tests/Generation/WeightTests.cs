using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Generation;

/// <summary>Weights of clusters, shared out over their gateways' addresses, as one client cluster's ServiceEntry holds them.</summary>
public class WeightTests
{
    [Fact]
    public void Small_weights_stay_as_they_are_given() =>
        Assert.Equal([("c1", 80u), ("c2", 20u)], Weights(Generate((80, 1), (20, 1))).Select(pair => (pair.Cluster, pair.Weight)));

    [Fact]
    public void A_cluster_with_more_addresses_gets_no_more() =>
        Assert.Equal(
            [("c1", 3u), ("c1", 3u), ("c2", 2u), ("c2", 2u), ("c2", 2u)],
            Weights(Generate((1, 2), (1, 3))).Select(pair => (pair.Cluster, pair.Weight)));

    [Fact]
    public void Large_weights_are_reduced_to_what_Envoy_holds()
    {
        MeshResources resources = Generate((1_000_000_000, 2), (1_000_000_000, 3));

        Assert.Equal([3u, 3u, 2u, 2u, 2u], Weights(resources).Select(pair => pair.Weight));
        Assert.DoesNotContain(resources.Diagnostics, found => found.Code == "MG061");
    }

    [Fact]
    public void Weights_that_cannot_be_reduced_are_rounded_and_said()
    {
        MeshResources resources = Generate((2_147_483_647, 1), (2_147_483_645, 2));
        (string Cluster, uint Weight)[] weights = Weights(resources);

        Assert.True(weights.Sum(pair => (long)pair.Weight) <= uint.MaxValue);
        AssertShares(weights, (2_147_483_647, 1), (2_147_483_645, 2));
        Diagnostic found = Assert.Single(resources.Diagnostics, found => found.Code == "MG061");
        Assert.Equal("tenants/t/workspaces/w/gateways/ingress/servers/web", found.Path);
        Assert.Contains("cluster(s) c0, c1 ", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shares_are_right_for_any_numbers_of_addresses()
    {
        (int, int)[] clusters = [.. Enumerable.Range(2, 23).Select(addresses => (1, addresses))];

        AssertShares(Weights(Generate(clusters)), clusters);
    }

    private static void AssertShares((string Cluster, uint Weight)[] weights, params (int Weight, int Addresses)[] clusters)
    {
        double sum = weights.Sum(pair => (double)pair.Weight);
        double asked = clusters.Sum(cluster => (double)cluster.Weight);
        for (int i = 0; i < clusters.Length; i++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"c{i + 1}");
            Assert.Equal(clusters[i].Weight / asked, weights.Where(pair => pair.Cluster == name).Sum(pair => (double)pair.Weight) / sum, 5);
        }
    }

    private static (string Cluster, uint Weight)[] Weights(MeshResources resources) =>
        [.. resources["c0"].OfType<ServiceEntry>().Single().Endpoints
        .Select(endpoint => (endpoint.Labels["multicluster.mesh/cluster"], endpoint.Weight!.Value))];

    /// <summary>
    /// A host in the clusters <c>c1</c>, <c>c2</c> and so on, which are one tier; the client's cluster <c>c0</c> has no gateway.
    /// </summary>
    private static MeshResources Generate(params (int Weight, int Addresses)[] clusters)
    {
        MeshModel model = new(new Organization
        {
            Name = "o",
            Clusters = Enumerable
                .Range(0, clusters.Length + 1)
                .Select(i => new Cluster { Name = Name(i), Locality = new Locality("r") })
                .ToValueList(),
            Settings = new TrafficSettings
            {
                RequestTimeout = TimeSpan.FromSeconds(9),
                Failover = new FailoverSettings
                {
                    Order = [new FailoverTier(clusters.Select((cluster, i) => new TierCluster(Name(i + 1), cluster.Weight)).ToValueList())],
                },
            },
            Tenants =
            [
                new Tenant
                {
                    Name = "t",
                    Workspaces = [new Workspace { Name = "w", Namespaces = [new NamespaceSelector("*", "web")], Gateways = [Gateway] }],
                },
            ],
        });
        return new IstioGenerator().Generate(model, new Inventory
        {
            Clusters = [new ClusterInventory { Name = Name(0) }, .. clusters.Select((cluster, i) => Cluster(i + 1, cluster.Addresses))],
        });
    }

    private static WorkspaceGateway Gateway { get; } = new()
    {
        Name = "ingress",
        Namespace = "web",
        Workload = [new("app", "ingress")],
        Servers =
        [
            new HttpServer
            {
                Name = "web",
                Hostname = "web.example.com",
                Routes = [
                    new Route { Action = new ForwardAction { Destinations = [new ServiceDestination { Service = "web", Port = 80 }] } }],
            },
        ],
    };

    private static ClusterInventory Cluster(int number, int addresses) => new()
    {
        Name = Name(number),
        Services =
        [
            new ServiceInfo { Name = "web", Namespace = "web", Ports = [new() { Number = 80 }] },
            new ServiceInfo
            {
                Name = "ingress",
                Namespace = "web",
                ClusterIps = ["10.0.0.1"],
                ExternalAddresses = Enumerable
                    .Range(1, addresses)
                    .Select(i => string.Create(CultureInfo.InvariantCulture, $"34.0.{number}.{i}"))
                    .ToValueList(),
                Selector = [new("app", "ingress")],
                Ports = [new() { Name = "http", Number = 80 }, new() { Name = "mtls", Number = GatewayServer.MeshPort }],
            },
        ],
        Workloads = [
            new WorkloadInfo
            {
                Name = "ingress",
                Namespace = "web",
                Labels = [new("app", "ingress")],
                ServiceAccount = "ingress",
                Ready = true,
            }],
    };

    private static string Name(int cluster) => string.Create(CultureInfo.InvariantCulture, $"c{cluster}");
}
