using Mesh.Benchmarks.Generation;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Forecasting.Tables;

namespace Mesh.Benchmarks.Forecasting;

/// <summary>Questions, tables and proofs about generated meshes of ten clusters.</summary>
internal sealed class AskingForecasts : IBenchmark
{
    private const int Clusters = 10;
    private const int Again = 1_000;
    private const double Milliseconds = 1e3;
    private const double Megabyte = 1e6;

    public string Name => "asking-forecasts";

    public IEnumerable<BenchmarkRow> Run()
    {
        ForecastQuery query = Query(Forecaster(3_000, out _));
        yield return BenchmarkRow.Info("3,000 hosts: the first question", Processor.Seconds(() => query.Now()) * Milliseconds, "ms");
        yield return BenchmarkRow.AtMost(
            "3,000 hosts: the same again",
            Processor.Seconds(3, () => Array.ForEach(new int[Again], _ => query.Now())) / Again * Milliseconds, "ms", 0.1);

        double small = Table(50, out int few, out _);
        double large = Table(100, out int many, out _);
        yield return BenchmarkRow.AtMost($"table of everything, 100 services: {many:#,0} calls x 11", large, "s", 3);
        yield return BenchmarkRow.Info("exponent over calls", Processor.Exponent(small, large, few, many), "");
        double largest = Table(1_000, out many, out double held);
        yield return BenchmarkRow.AtMost($"table of everything, 1,000 services: {many:#,0} calls x 11", largest, "s", 60);
        yield return BenchmarkRow.AtMost("memory that it holds", held, "MB", 1_000);

        foreach ((int services, double wanted) in ((int, double)[])[(120, 0.3), (600, 5)])
        {
            Forecaster forecaster = Forecaster(services, out _);
            SurvivalProof proof = Query(forecaster).SurvivesAny(3);
            yield return BenchmarkRow.AtMost(
                $"three of {proof.Failures.Count} fail, {proof.Combinations:#,0} combinations",
                Processor.Median(3, () => Query(Forecaster(services, out _)), query => query.SurvivesAny(3)), "s", wanted);
        }
    }

    private static double Table(int services, out int calls, out double megabytes)
    {
        Forecaster forecaster = Forecaster(services, out Inventory inventory);
        calls = forecaster.ForCalls(all => all.AddEverything()).Count;
        long before = GC.GetTotalMemory(forceFullCollection: true);
        ForecastTable? table = null;
        double seconds = Processor.Median(services > 100 ? 1 : 3, () => Forecaster(services, out _), fresh =>
            table = fresh.ForCalls(all => all.AddEverything()).Table(failures =>
            {
                foreach (ClusterInventory cluster in inventory.Clusters)
                {
                    failures.Add(failure => failure.ClusterDown(cluster.Name));
                }
            }));
        megabytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Megabyte;
        GC.KeepAlive(table);
        return seconds;
    }

    private static ForecastQuery Query(Forecaster forecaster) => forecaster.ForClient("c0", "ns0/svc1").To("svc1.ws1.example.com");

    private static Forecaster Forecaster(int services, out Inventory inventory)
    {
        inventory = LargeMesh.Reachable(Clusters, services);
        return new Forecaster(new IstioGenerator().Generate(LargeMesh.Model(Clusters, services), inventory), inventory);
    }
}
