using Mesh.Benchmarks.Generation;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Analysis;

namespace Mesh.Benchmarks.Analysis;

/// <summary>Every rule of the analyzer over generated meshes of some thousand and some ten thousand objects.</summary>
internal sealed class AnalyzingMeshes : IBenchmark
{
    private const int Clusters = 10;
    private const int Runs = 5;
    private const double Microseconds = 1e6;

    public string Name => "analyzing-meshes";

    public IEnumerable<BenchmarkRow> Run()
    {
        (int small, double quick) = Measured(100);
        (int large, double slow) = Measured(1_000);
        yield return BenchmarkRow.AtMost($"{small:#,0} objects: time for an object", quick / small * Microseconds, "us", 20);
        yield return BenchmarkRow.AtMost($"{large:#,0} objects: time for an object", slow / large * Microseconds, "us", 20);
        yield return BenchmarkRow.AtMost("exponent over objects", Processor.Exponent(quick, slow, small, large), "", 1.15);
    }

    private static (int Objects, double Seconds) Measured(int services)
    {
        Inventory inventory = LargeMesh.Reachable(Clusters, services);
        MeshResources resources = new IstioGenerator().Generate(LargeMesh.Model(Clusters, services), inventory);
        return (resources.Clusters.Sum(cluster => cluster.Objects.Count),
            Processor.Seconds(Runs, () => new Analyzer().Analyze(resources, inventory)));
    }
}
