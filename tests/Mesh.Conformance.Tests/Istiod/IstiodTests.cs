using System.Text.Json.Nodes;
using Mesh.Istio.ControlPlane;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>Every recorded line: what istiod sends to every proxy is what the mesh view computes.</summary>
public class IstiodTests
{
    private const string Nothing = "no such cluster";

    public static TheoryData<string, string> Files => new()
    {
        { "istiod-1.30.jsonl", "1.30" },
        { "istiod-1.31.jsonl", "1.31" },
        { "shapes-1.30.jsonl", "1.30" },
        { "shapes-1.31.jsonl", "1.31" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Clusters_with_their_endpoints_and_the_routing_of_calls_are_those_of_a_real_istiod(string file, string version)
    {
        var outcomes = new CaseOutcomes();
        foreach (IstiodCase line in IstiodCase.Read(file, Version(version)))
        {
            outcomes.Add(line.Id, EventOrders.Of(line.Snapshot()).Select(mesh => Compare(line, new ControlPlaneView(mesh))));
        }

        outcomes.Assert(file);
    }

    private static List<Difference> Compare(IstiodCase line, ControlPlaneView mesh)
    {
        var differences = new List<Difference>();
        ProxyConfig[] views = [.. line.Proxies().Select(mesh.For)];
        for (int i = 0; i < views.Length; i++)
        {
            CompareClusters(differences, line, i, views[i]);
        }

        JsonArray calls = line.ExpectCalls ?? [];
        for (int i = 0; i < calls.Count; i++)
        {
            JsonNode call = line.Calls[i]!;
            Add(differences, $"call {i}", CallText.Of(calls[i]!), CallText.Of(views[(int)call["proxy"]!].Route(CallText.Read(call))));
        }

        return differences;
    }

    private static void CompareClusters(List<Difference> differences, IstiodCase line, int proxy, ProxyConfig view)
    {
        var actual = view.Clusters.Where(cluster => cluster.Name.Contains(line.Host, StringComparison.Ordinal)).ToDictionary(cluster => cluster.Name);
        JsonObject expected = line.Expect[proxy]!.AsObject();
        JsonObject? tls = line.ExpectTls?[proxy]?.AsObject();
        foreach (string name in expected.Select(entry => entry.Key).Union(actual.Keys))
        {
            EnvoyCluster? computed = actual.GetValueOrDefault(name);
            Add(
                differences,
                $"proxy {proxy} {name}",
                expected[name] is { } recorded ? ClusterText.Of(recorded) : Nothing,
                computed is null ? Nothing : ClusterText.Of(computed));
            if (tls is not null && computed is not null)
            {
                Add(
                    differences,
                    $"tls proxy {proxy} {name}",
                    tls[name] is { } settings ? CallText.OfTls(settings) : "plain text",
                    computed.Tls is { } own ? CallText.OfTls(own) : "plain text");
            }
        }
    }

    private static void Add(List<Difference> differences, string what, string expected, string actual)
    {
        if (expected != actual)
        {
            differences.Add(new Difference(what, expected, actual));
        }
    }

    private static IstioVersion Version(string text) => IstioVersion.TryParse(text, out IstioVersion version) ? version : throw new ArgumentException(text);
}
