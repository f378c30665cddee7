using System.Text;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>Routes that say nothing of retries retry as MeshConfig says (<c>defaultHttpRetryPolicy</c>).</summary>
public class DefaultRetryTests
{
    private static readonly PolicyMesh Mesh = new() { Pods = [1, 1] };

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 2)]
    [InlineData(4, 5)]
    public void A_request_is_tried_as_often_as_MeshConfig_says(int attempts, int tries) => Assert.Equal(
        tries, MostTries(new HttpRetryInfo { Attempts = attempts, RetryOn = "gateway-error", RetryRemoteLocalities = true }));

    [Fact]
    public void Without_it_Istios_default_holds_which_repeats_no_answer() => Assert.Equal(1, MostTries(null));

    [Fact]
    public void It_is_read_from_the_dump_of_the_ConfigMap()
    {
        string map = """
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: istio, namespace: istio-system }
            data:
              mesh: |
                defaultHttpRetryPolicy: { attempts: 4, perTryTimeout: 1.5s, retryOn: "gateway-error,reset", retryRemoteLocalities: true }
            """;

        MeshConfigInfo? config = Inventory.FromDumps([new DumpFile("c0", "istio.yaml", Encoding.UTF8.GetBytes(map))])
            .Find("c0")!.MeshConfig;

        Assert.Equal(
            new HttpRetryInfo
            {
                Attempts = 4,
                PerTryTimeout = TimeSpan.FromSeconds(1.5),
                RetryOn = "gateway-error,reset",
                RetryRemoteLocalities = true,
            },
            config!.DefaultHttpRetryPolicy);
    }

    private static int MostTries(HttpRetryInfo? retries)
    {
        Inventory observed = Mesh.Inventory();
        Inventory inventory = observed with
        {
            Clusters = observed.Clusters
                .Select(cluster => cluster with { MeshConfig = new MeshConfigInfo { DefaultHttpRetryPolicy = retries } }).ToValueList(),
        };
        int most = 0;
        new Simulator(Mesh.Resources(), inventory).ForClient("c0", PolicyMesh.Client).To(PolicyMesh.Host).WithRate(5)
            .For(TimeSpan.FromSeconds(2))
            .At(TimeSpan.Zero, failure => failure.PodsFail("c0", "shop/details", FailureKind.Answers503)
                .PodsFail("c1", "shop/details", FailureKind.Answers503))
            .WithRequests(request => most = Math.Max(most, request.Attempts)).Run();
        return most;
    }
}
