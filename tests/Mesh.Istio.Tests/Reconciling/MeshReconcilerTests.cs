using Mesh.Istio.Reconciling;

namespace Mesh.Istio.Tests.Reconciling;

public class MeshReconcilerTests
{
    [Fact]
    public async Task The_clusters_come_to_have_what_is_generated()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await using Replica replica = world.Start();

        ReconcilerStatus status = await replica.UntilSettledAsync();

        Assert.Equal(["aws", "gcp"], status.Clusters.Select(cluster => cluster.Cluster));
        Assert.All(status.Clusters, cluster => Assert.True(cluster.LastResult!.IsComplete));
        Assert.NotNull(
            world.Aws.Find(
                "networking.istio.io/v1", "ServiceEntry", "mesh-multicluster", "gateway-details-cx-tetrate-info-6f79c5888966088b"));
        Assert.NotNull(status.LastSuccess);
        Assert.Null(status.TroubledSince);
    }

    [Fact]
    public async Task A_change_is_applied_to_what_it_changes_and_nothing_else()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await using Replica replica = world.Start();
        ReconcilerStatus before = await replica.UntilSettledAsync();
        world.ClearRequests();

        world.MoveGateway("203.0.113.99");
        await replica.UntilAsync(status => status.IsSettled && status.LastSuccess > before.LastSuccess);

        Assert.Equal(2, world.Writes().Length);
        Assert.All(
            world.Writes(),
            write => Assert.StartsWith(
                "aws PATCH /apis/networking.istio.io/v1/namespaces/mesh-multicluster/serviceentries/", write, StringComparison.Ordinal));
        Assert.DoesNotContain(world.Gcp.Requests, request => request.Path.Contains("istio.io", StringComparison.Ordinal));
    }
}
