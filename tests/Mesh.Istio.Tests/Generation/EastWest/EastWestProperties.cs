using CsCheck;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;
using static Mesh.Istio.Tests.Generation.EastWest.EastWestMesh;

namespace Mesh.Istio.Tests.Generation.EastWest;

public class EastWestProperties
{
    private const int Cases = 150;

    [Fact]
    public void Every_route_ends() => GenerationProperties.Meshes.Sample(
        mesh => Assert.Empty(new RouteWalk(new IstioGenerator().Generate(mesh.Model, mesh.Inventory), mesh.Inventory).All().Loops),
        iter: Cases);

    [Fact]
    public void The_walk_takes_hops_and_finds_the_loop_of_a_wrong_shape()
    {
        ClusterInventory[] clusters = [
            Aws.WithoutPods("details"), Gcp.WithoutPods("details"), Cluster("azure", "us-east-2/us-east-2c", "192.0.2.30")];
        MeshResources right = Generate(Model(clusters: ["aws", "gcp", "azure"]), clusters);
        RouteWalk walk = new RouteWalk(right, Inventory(clusters)).All();

        Assert.True(walk.Hops > 4);
        Assert.Empty(walk.Loops);
        Assert.NotEmpty(new RouteWalk(WithoutSubset(right), Inventory(clusters)).All().Loops);
    }

    [Fact]
    public void Wrong_shapes_are_never_generated()
    {
        int entries = 0;
        GenerationProperties.Meshes.Sample(
            mesh =>
            {
                MeshResources resources = new IstioGenerator().Generate(mesh.Model, mesh.Inventory);
                foreach (ClusterResources cluster in resources.Clusters)
                {
                    WorkloadEntry[] remote = [.. cluster.Objects.OfType<WorkloadEntry>()];
                    Interlocked.Add(ref entries, remote.Length);
                    Assert.All(remote, entry =>
                    {
                        Assert.Null(entry.Network);
                        Assert.NotEqual("", entry.ServiceAccount);
                        Assert.DoesNotContain("security.istio.io/tlsMode", entry.Labels.Keys);
                        Assert.DoesNotContain("topology.istio.io/network", entry.Labels.Keys);
                    });
                    CheckCallers(resources, mesh.Inventory, cluster.Cluster, [.. remote.Select(entry => entry.Address!)]);
                }
            },
            iter: 2 * Cases);
        Assert.True(entries > 50, $"{entries} entries in all cases are too few to show anything.");
    }

    [Fact]
    public void An_endpoint_of_another_cluster_has_the_priority_of_its_rank() => GenerationProperties.Meshes.Sample(
        mesh =>
        {
            MeshResources resources = new IstioGenerator().Generate(mesh.Model, mesh.Inventory);
            foreach (ClusterResources cluster in resources.Clusters)
            {
                ControlPlaneView view = new ControlPlaneView(PushContext.Of(cluster.Cluster, resources, mesh.Inventory));
                ProxyConfig caller = view.For(Caller(cluster.Cluster));
                foreach (EnvoyCluster target in caller.Clusters.Where(target => target.Groups is not null && target.Subset.Length == 0))
                {
                    // Endpoints with the same labels of Mesh's are in one priority, apart from the places of own pods and of the best rank.
                    foreach (IGrouping<string, (EndpointGroup Group, LocalityEndpoint Endpoint)> rank in target.Groups!.Value
                        .SelectMany(group => group.Endpoints, (group, endpoint) => (group, endpoint))
                        .GroupBy(pair =>
                            pair.endpoint.Labels.Keys.FirstOrDefault(
                                key => key.StartsWith("multicluster.mesh/fallback-", StringComparison.Ordinal))
                                ?? "")
                        .Where(rank => rank.Key.Length > 0))
                    {
                        Assert.Single(rank.Select(pair => pair.Group.Priority).Distinct());
                    }
                }
            }
        },
        iter: Cases);

    private static void CheckCallers(MeshResources resources, Inventory inventory, string cluster, HashSet<string> remote)
    {
        ControlPlaneView view = new ControlPlaneView(PushContext.Of(cluster, resources, inventory));
        foreach (EnvoyCluster target in view.For(Caller(cluster)).Clusters)
        {
            LocalityEndpoint[] others = [
                .. (target.Groups ?? default).SelectMany(group => group.Endpoints).Where(endpoint => remote.Contains(endpoint.Address))];
            if (others.Length == 0)
            {
                continue;
            }

            Assert.Equal("", target.Subset);
            Assert.All(others, endpoint => Assert.Equal(GatewayServer.MeshPort, endpoint.Port));
            Assert.All(others, endpoint => Assert.Equal("istio", endpoint.TlsMode));
            Assert.NotNull(target.OutlierDetection);
            Assert.EndsWith($"_.{target.Host}", target.Tls?.Sni ?? "", StringComparison.Ordinal);
            Assert.False(target.Tls!.PerEndpoint);
            Assert.NotEmpty(target.Tls.SubjectAltNames);
        }
    }

    private static ClientProxy Caller(string cluster) =>
        new() { Namespace = "callers", Cluster = cluster, Labels = [new("app", "caller")] };

    private static MeshResources WithoutSubset(MeshResources resources) => resources with
    {
        Clusters = resources.Clusters.Select(cluster => cluster with { Objects = cluster.Objects.Select(WithoutSubset).ToValueList() })
            .ToValueList(),
    };

    // The subset selects nothing special any more, as if the remote endpoints were own pods.
    private static IstioObject WithoutSubset(IstioObject value) => value is DestinationRule rule
        ? rule with { Subsets = rule.Subsets.Select(subset => subset with { Labels = [] }).ToValueList() }
        : value;
}
