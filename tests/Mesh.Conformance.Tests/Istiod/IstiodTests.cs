using System.Text.Json.Nodes;
using Mesh.Istio.Forecasting;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>Every recorded line: what istiod sends to every proxy is what the mesh view computes.</summary>
public class IstiodTests
{
    public static TheoryData<string, string> Files => new()
    {
        { "istiod-1.30.jsonl", "1.30" },
        { "istiod-1.31.jsonl", "1.31" },
        { "shapes-1.30.jsonl", "1.30" },
        { "shapes-1.31.jsonl", "1.31" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void Clusters_and_their_endpoint_groups_are_those_of_a_real_istiod(string file, string version)
    {
        var outcomes = new CaseOutcomes();
        foreach (IstiodCase line in IstiodCase.Read(file, Version(version)))
        {
            outcomes.Case();
            ClientProxy[] proxies = line.Proxies();
            var mesh = new MeshView(line.Snapshot());
            for (int i = 0; i < proxies.Length; i++)
            {
                CompareClusters(outcomes, line, i, mesh.For(proxies[i]));
            }
        }

        outcomes.Assert(file);
    }

    private static void CompareClusters(CaseOutcomes outcomes, IstiodCase line, int proxy, ProxyView view)
    {
        var actual = view.Clusters.Where(cluster => cluster.Name.Contains(line.Host, StringComparison.Ordinal)).ToDictionary(cluster => cluster.Name);
        JsonObject expected = line.Expect[proxy]!.AsObject();
        foreach (string name in expected.Select(entry => entry.Key).Union(actual.Keys))
        {
            outcomes.Compare(
                line.Id,
                $"proxy {proxy} {name}",
                expected[name] is { } recorded ? ClusterText.Of(recorded) : "no such cluster",
                actual.TryGetValue(name, out EnvoyCluster? computed) ? ClusterText.Of(computed) : "no such cluster");
        }
    }

    private static IstioVersion Version(string text) => IstioVersion.TryParse(text, out IstioVersion version) ? version : throw new ArgumentException(text);
}
