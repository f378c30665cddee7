using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Generation;
using Mesh.Istio.Manifests;

namespace Mesh.Benchmarks.Generation;

/// <summary>Plans, generates and writes whole meshes into a folder: medians of processor time.</summary>
internal sealed class GeneratingMeshes : IBenchmark
{
    private const int Services = 1000;
    private const int Runs = 3;

    public string Name => "generating-meshes";

    public IEnumerable<BenchmarkRow> Run()
    {
        var perCluster = new List<double>();
        foreach (int clusters in new[] { 10, 50, 100 })
        {
            (double seconds, double megabytes, long heap) = Measure(clusters, Services);
            perCluster.Add(seconds / clusters);
            string what = string.Create(
                CultureInfo.InvariantCulture, $"{clusters} clusters x {Services} services, plan, generate and write");
            yield return clusters == 100 ? BenchmarkRow.AtMost(what, seconds, "s", 0.8) : BenchmarkRow.Info(what, seconds, "s");
            yield return BenchmarkRow.Info(string.Create(CultureInfo.InvariantCulture, $"{clusters} clusters, written"), megabytes, "MB");
            yield return BenchmarkRow.Info(
                string.Create(CultureInfo.InvariantCulture, $"{clusters} clusters, live memory beside the inputs"), heap / 1e6, "MB");
        }

        (double all, double written, _) = Measure(100, Services, everything: true);
        yield return BenchmarkRow.AtMost($"100 clusters x {Services} services with everything on, plan, generate and write", all, "s", 5);
        yield return BenchmarkRow.Info("100 clusters with everything on, written", written, "MB");
        yield return BenchmarkRow.AtMost("time per cluster at 100 clusters against 10", perCluster[2] / perCluster[0], "x", 1.5);
        (double half, _, _) = Measure(50, Services / 2);
        (double full, _, _) = Measure(50, Services);
        yield return BenchmarkRow.AtMost("time per service at 1,000 services against 500", full / half / 2, "x", 1.5);
    }

    private static (double Seconds, double Megabytes, long Heap) Measure(int clusters, int services, bool everything = false)
    {
        MeshModel model = LargeMesh.Model(clusters, services, everything);
        Inventory inventory = LargeMesh.Inventory(clusters, services);
        string folder = Directory.CreateTempSubdirectory("mesh-bench-").FullName;
        try
        {
            long before = GC.GetTotalMemory(forceFullCollection: true);
            long heap = 0;
            GenerationPlan plan = null!;
            // The first run pays for compiling, and does not count. Every run finds an empty folder.
            double seconds = Processor.Seconds(Runs, () => Directory.Delete(folder, recursive: true), () =>
            {
                plan = new IstioGenerator().Prepare(model, inventory);
                ResourceFolder.Write(folder, plan.GenerateAll(), new WriteOptions { Layout = ManifestLayout.FilePerCluster });
            });
            if (plan.Diagnostics.HasErrors)
            {
                throw new InvalidOperationException($"Nothing is measured of what is in error: {plan.Diagnostics.Errors.First()}");
            }

            foreach (ClusterResources cluster in plan.GenerateAll().Take(5))
            {
                heap = Math.Max(heap, GC.GetTotalMemory(forceFullCollection: true) - before);
                GC.KeepAlive(cluster);
            }

            double megabytes = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length) / 1e6;
            return (seconds, megabytes, heap);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
