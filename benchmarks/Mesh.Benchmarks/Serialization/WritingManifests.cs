using System.Buffers;
using System.Text.Json;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
using k8s;

namespace Mesh.Benchmarks.Serialization;

/// <summary>
/// YAML of resources against KubernetesYaml, and against bare calls of <see cref="Utf8JsonWriter"/> for the same objects.
/// </summary>
internal sealed class WritingManifests : IBenchmark
{
    public string Name => "writing-manifests";

    public IEnumerable<BenchmarkRow> Run() =>
        Compare("one VirtualService", [BookinfoObjects.VirtualService]).Concat(Compare("the bookinfo set", BookinfoObjects.All));

    private static IEnumerable<BenchmarkRow> Compare(string what, ValueList<IstioObject> objects)
    {
        object[] plain = [.. objects.Select(PlainObjects.Of)];
        var replay = new ReplayedJson(objects);
        var output = new ArrayBufferWriter<byte>(1 << 16);
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        void Yaml()
        {
            output.ResetWrittenCount();
            ManifestWriter.WriteYaml(output, objects);
        }

        void Json()
        {
            output.ResetWrittenCount();
            ManifestWriter.WriteJson(output, objects, indented: false);
        }

        void Kubernetes()
        {
            foreach (object value in plain)
            {
                KubernetesYaml.Serialize(value);
            }
        }

        void Raw()
        {
            output.ResetWrittenCount();
            writer.Reset();
            replay.Write(writer);
            writer.Flush();
        }

        double[] times = Measure.Microseconds(Yaml, Json, Kubernetes, Raw);
        yield return BenchmarkRow.Info($"{what}: YAML", times[0], "us");
        yield return BenchmarkRow.Info($"{what}: JSON", times[1], "us");
        yield return BenchmarkRow.Info($"{what}: KubernetesYaml", times[2], "us");
        yield return BenchmarkRow.Info($"{what}: bare Utf8JsonWriter calls", times[3], "us");
        yield return BenchmarkRow.AtLeast($"{what}: speed of YAML relative to KubernetesYaml", times[2] / times[0], "x", 50);
        yield return BenchmarkRow.AtLeast($"{what}: speed of YAML relative to bare Utf8JsonWriter calls", times[3] / times[0], "x", 0.5);
        yield return BenchmarkRow.Info($"{what}: speed of JSON relative to bare Utf8JsonWriter calls", times[3] / times[1], "x");
        yield return BenchmarkRow.Info($"{what}: bytes allocated for YAML", Measure.AllocatedBytes(Yaml), "B");
    }
}
