using System.Text;
using Mesh.Istio.Manifests;

namespace Mesh.Benchmarks.Serialization;

/// <summary>Reading resources from YAML and JSON.</summary>
internal sealed class ReadingManifests : IBenchmark
{
    public string Name => "reading-manifests";

    public IEnumerable<BenchmarkRow> Run()
    {
        byte[] yaml = Encoding.UTF8.GetBytes(ManifestWriter.ToYaml(BookinfoObjects.All));
        byte[] json = Encoding.UTF8.GetBytes(ManifestWriter.ToJson(BookinfoObjects.All));
        double[] times = Measure.Microseconds(() => ManifestReader.Read(yaml), () => ManifestReader.Read(json));
        yield return BenchmarkRow.Info($"the bookinfo set, {yaml.Length} bytes of YAML", times[0], "us");
        yield return BenchmarkRow.AtLeast("the bookinfo set, speed of YAML", yaml.Length / times[0], "MB/s", 80);
        yield return BenchmarkRow.Info($"the bookinfo set, {json.Length} bytes of JSON", times[1], "us");
    }
}
