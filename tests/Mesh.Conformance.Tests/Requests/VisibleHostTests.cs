using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Clusters;

namespace Mesh.Conformance.Tests.Requests;

/// <summary>What clients get whose workspace may not see a host: exportTo, Sidecars, and what is done with unknown hosts.</summary>
public class VisibleHostTests
{
    [Fact]
    public void Clients_get_the_clusters_and_answers_that_a_real_istiod_and_Envoy_gave()
    {
        var report = new ComparisonReport("requests", "visible hosts");
        foreach (AccessCase one in AccessCase.All.Where(one => one.Line["clusters"] is not null))
        {
            report.Compare(one.Id, () => Compare(one, report));
        }

        report.AssertNoneUnknown();
    }

    private static void Compare(AccessCase one, ComparisonReport report)
    {
        one.AssertKnown();
        ProxyConfig[] views = one.Views();
        JsonArray clusters = one.Line["clusters"]!.AsArray();
        for (int i = 0; i < clusters.Count; i++)
        {
            string[] expected = [.. clusters[i]!.AsArray().Select(name => (string)name!).Order(StringComparer.Ordinal)];
            // What was recorded are the clusters of the hosts that the model names.
            string[] actual = [.. views[i].Clusters.Select(cluster => cluster.Name)
                .Where(name => name.Contains(".cx.example.com", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            report.Check(
                expected.SequenceEqual(actual), $"clusters of proxy {i}",
                $"{string.Join(' ', expected)}, computed {string.Join(' ', actual)}");
        }

        for (int i = 0; i < one.Requests.Count; i++)
        {
            JsonNode request = one.Requests[i]!;
            JsonNode answer = one.Answers[i]!;
            ProxyConfig view = views[(int)request["at"]!];
            CallResult result = view.Route(new ProxyCall
            {
                Port = (int)request["port"]!,
                Host = (string?)request["host"] ?? "",
                Address = (string?)request["address"] ?? "",
            });
            string said = $"{(string)answer["verdict"]!} {(string?)answer["cluster"]} {(int?)answer["status"]}";
            string expected = $"{(string?)answer["listener"]}: {said}";
            string actual = $"{result.Listener}: {Verdict(view, result, isHttp: (string)request["protocol"]! == "http")}";
            report.Check(expected == actual, $"request {i}", $"{request.ToJsonString()}\n  expected {expected}\n  actual   {actual}");
        }
    }

    private static string Verdict(ProxyConfig view, CallResult result, bool isHttp) => result.Cluster switch
    {
        null when result.Targets.IsEmpty => "answered by the proxy  502",
        ClusterName.BlackHole => "closed  ",
        ClusterName.Passthrough => $"sent {result.Cluster} {(isHttp ? "200" : "")}",
        { } cluster when view.ClusterNamed(cluster) is not null => $"sent {cluster} {(isHttp ? "200" : "")}",
        _ => "answered by the proxy  503",
    };
}
