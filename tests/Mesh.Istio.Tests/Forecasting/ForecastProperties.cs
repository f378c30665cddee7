using CsCheck;
using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Generation;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Forecasting;

public class ForecastProperties
{
    [Fact]
    public void Shares_and_losses_sum_to_100_and_come_out_the_same_twice()
    {
        int answered = 0;
        Gen.Select(ModelGen.Valid, Gen.Int[0, int.MaxValue]).Sample(
            (model, seed) =>
            {
                Inventory inventory = new InventoryRandom(new Random(seed)).For(model);
                MeshResources resources = new IstioGenerator().Generate(model, inventory);
                foreach (ForecastQuery query in Queries(resources, inventory, new Random(seed)))
                {
                    Action<FailureBuilder> failure = FailureOf(inventory, seed);
                    Forecast forecast = query.When(failure);
                    Assert.Equal(100, forecast.Shares.Sum(share => share.Percent) + forecast.LostPercent, 6);
                    Assert.All(forecast.Shares, share => Assert.InRange(share.Percent, 0, 100.000001));
                    Assert.Equal(forecast, query.When(failure));
                    Assert.NotEmpty(forecast.Explain());
                    Interlocked.Add(ref answered, forecast.Shares.IsEmpty ? 0 : 1);
                }
            },
            iter: 150);

        Assert.True(answered > 0, "Nothing was ever answered, so the property holds of nothing.");
    }

    private static IEnumerable<ForecastQuery> Queries(MeshResources resources, Inventory inventory, Random random)
    {
        foreach (ClusterInventory cluster in inventory.Clusters.Where(cluster => !cluster.Workloads.IsEmpty).Take(2))
        {
            WorkloadInfo pod = cluster.Workloads[random.Next(cluster.Workloads.Count)];
            ForecastClient client = new Forecaster(resources, inventory).ForClient(cluster.Name, $"{pod.Namespace}/{pod.Name}");
            foreach (ServiceEntry entry in resources[cluster.Name].OfType<ServiceEntry>().Take(3))
            {
                yield return client.To(entry.Hosts[0], (int)entry.Ports[0].Number);
            }
        }
    }

    private static Action<FailureBuilder> FailureOf(Inventory inventory, int seed) => failure =>
    {
        var random = new Random(seed);
        ClusterInventory cluster = inventory.Clusters[random.Next(inventory.Clusters.Count)];
        string service = cluster.Services.IsEmpty
            ? "a/b"
            : cluster.Services.Select(s => $"{s.Namespace}/{s.Name}").ElementAt(random.Next(cluster.Services.Count));
        _ = random.Next(6) switch
        {
            0 => failure,
            1 => failure.ServiceDown(cluster.Name, service),
            2 => failure.GatewayDown(cluster.Name, service, 1),
            3 => failure.ServiceDown(cluster.Name, service, 1),
            4 => failure.RegionDown("us-east-2"),
            _ => failure.ClusterDown(cluster.Name),
        };
    };
}
