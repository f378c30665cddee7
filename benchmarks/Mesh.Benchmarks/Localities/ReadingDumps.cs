using System.Globalization;
using System.Text;
using Mesh.Dumps;
using Mesh.Inventories;

namespace Mesh.Benchmarks.Localities;

/// <summary>Reading dumps of a thousand and of ten thousand pods; informs only.</summary>
internal sealed class ReadingDumps : IBenchmark
{
    public string Name => "reading-dumps";

    public IEnumerable<BenchmarkRow> Run()
    {
        DumpFile[] small = [Dump(1_000)];
        DumpFile[] large = [Dump(10_000)];
        double[] times = Measure.Microseconds(() => Inventory.FromDumps(small), () => Inventory.FromDumps(large));
        yield return BenchmarkRow.Info("1,000 pods, JSON", times[0] / 1000, "ms");
        yield return BenchmarkRow.Info("10,000 pods, JSON", times[1] / 1000, "ms");
        yield return BenchmarkRow.AtMost("a pod of 10,000 as against one of 1,000", times[1] / times[0] / 10, "x", 3);
    }

    private static DumpFile Dump(int pods)
    {
        var text = new StringBuilder("""{"kind":"List","apiVersion":"v1","items":[""");
        text.Append(
            """{"kind":"Node","apiVersion":"v1","metadata":{"name":"n1","labels":{"topology.kubernetes.io/region":"us-east-2"}}}""");
        for (int i = 0; i < pods; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$$"""
                ,{"kind":"Pod","apiVersion":"v1","metadata":{"name":"details-{{{i}}}","namespace":"ns-{{{i % 50}}}",
                  "resourceVersion":"{{{i}}}","labels":{"app":"details","version":"v1"}},
                "spec":{"nodeName":"n1","serviceAccountName":"details","containers":[{"name":"details","image":"details:1",
                  "ports":[{"name":"http","containerPort":9080}]},
                {"name":"istio-proxy","image":"docker.io/istio/proxyv2:1.31.0"}]},
                "status":{"phase":"Running","podIP":"10.{{{i >> 16}}}.{{{(i >> 8) & 255}}}.{{{i & 255}}}","conditions":[{"type":"Ready",
                  "status":"True"}]}}
                """);
        }

        return new DumpFile("aws", "pods.json", Encoding.UTF8.GetBytes(text.Append("]}").ToString()));
    }
}
