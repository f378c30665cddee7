using System.Globalization;
using Mesh.Benchmarks.Generation;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Capacity;

namespace Mesh.Benchmarks.Capacity;

/// <summary>
/// The load of one failure and the proof of every single one, in a hundred clusters where every workload calls three hosts.
/// </summary>
internal sealed class ForecastingLoad : IBenchmark
{
    private const int Clusters = 100;
    private const int Services = 1_000;
    private const int HostsPerClient = 3;
    private const int ServicesPerWorkspace = 10;
    private const double Enough = 1e6;

    public string Name => "forecasting-load";

    public IEnumerable<BenchmarkRow> Run()
    {
        Inventory inventory = LargeMesh.Reachable(Clusters, Services);
        MeshResources resources = new IstioGenerator().Generate(LargeMesh.Model(Clusters, Services), inventory);
        Demand demand = DemandOf(inventory);
        CapacityTable capacities = Capacities(inventory);
        LoadForecaster forecaster = new(resources, inventory, demand, capacities);
        yield return BenchmarkRow.Info($"{demand.Flows.Count:#,0} flows, nothing fails", Processor.Seconds(() => forecaster.Now()), "s");
        yield return BenchmarkRow.AtMost(
            "the load when one cluster fails", Processor.Seconds(3, () => forecaster.When(failure => failure.ClusterDown("c1"))), "s", 1);

        LoadProof? proof = null;
        double seconds = Processor.Seconds(
            () => proof = new LoadForecaster(resources, inventory, demand, capacities).SurvivesAny(1));
        yield return BenchmarkRow.AtMost($"the proof of {proof!.Combinations:#,0} combinations", seconds, "s", 60);
    }

    private static Demand DemandOf(Inventory inventory) => Demand.Of(demand =>
    {
        foreach (ClusterInventory cluster in inventory.Clusters)
        {
            foreach (WorkloadInfo pod in cluster.Workloads.Where(pod => pod.Labels["app"].StartsWith("svc", StringComparison.Ordinal)))
            {
                int workspace = Number(pod.Namespace, "ns");
                int service = Number(pod.Labels["app"], "svc");
                for (int i = 0; i < HostsPerClient; i++)
                {
                    int other = ((workspace * 7) + (i * 13) + service) % (Services / ServicesPerWorkspace);
                    string host = string.Create(
                        CultureInfo.InvariantCulture, $"svc{(service + i) % ServicesPerWorkspace}.ws{other}.example.com");
                    demand.FromClient(cluster.Name, $"{pod.Namespace}/{pod.Labels["app"]}", host, 80, 10);
                }
            }
        }
    });

    private static int Number(string text, string before) => int.Parse(text.AsSpan(before.Length), CultureInfo.InvariantCulture);

    private static CapacityTable Capacities(Inventory inventory) => inventory.Clusters.SelectMany(cluster => cluster.Workloads)
        .Select(pod => $"{pod.Namespace}/{pod.Labels["app"]}").Distinct(StringComparer.Ordinal)
        .Aggregate(CapacityTable.Empty, (table, workload) => table.With(workload, Enough));
}
