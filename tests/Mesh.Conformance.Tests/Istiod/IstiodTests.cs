using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Conformance.Tests.Requests;
using Mesh.Istio.Admission;
using Mesh.Istio.ControlPlane;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>Every recorded line: what istiod sends to every proxy is what the mesh view computes.</summary>
public class IstiodTests
{
    private const string Nothing = "no such cluster";

    private static readonly AdmissionTable Admission = new();

    [Fact]
    public void Clusters_with_their_endpoints_and_the_routing_of_calls_are_those_of_a_real_istiod()
    {
        var report = new ComparisonReport("istiod", "configuration");
        foreach (IstiodCase line in IstiodCase.All)
        {
            report.Compare(line.Name, () => Compare(line, report));
        }

        report.AssertNoneUnknown();
    }

    private static void Compare(IstiodCase line, ComparisonReport report)
    {
        line.AssertKnown();
        string[] refusals = [.. line.Objects.SelectMany(Admission.Check).Select(refusal => $"{refusal.Field} {refusal.Problem}")];
        report.Check(
            refusals.Length > 0 == line.Refusal.Length > 0, "refusal",
            $"\n  istiod says: {line.Refusal}\n  the table says: {string.Join("; ", refusals)}");
        if (line.Refusal.Length > 0)
        {
            return;
        }

        var mesh = new ControlPlaneView(line.Snapshot());
        ProxyConfig[] views = [.. line.Proxies().Select(mesh.For)];
        for (int i = 0; i < views.Length; i++)
        {
            if (line.HasExpect || line.ExpectRoutes.Count == 0)
            {
                CompareClusters(report, line, i, views[i]);
            }

            if (line.ExpectRoutes.Count > 0)
            {
                RouteTests.CompareRoutes(report, FormattableString.Invariant($"proxy {i}"), line.ExpectRoutes[i]!, views[i]);
            }
        }

        for (int i = 0; i < line.ExpectRequests.Count; i++)
        {
            JsonNode request = line.Requests[i]!;
            CallResult result = views[(int)request["proxy"]!].Route(RequestRouteText.Read(request));
            Check(report, $"request {i} {request.ToJsonString()}", RequestRouteText.Of(line.ExpectRequests[i]!),
                RequestRouteText.Of(result));
        }

        CompareOptions(report, line, views);
        JsonArray calls = line.ExpectCalls ?? [];
        for (int i = 0; i < calls.Count; i++)
        {
            JsonNode call = line.Calls[i]!;
            CallResult answer = CallText.Answer(call, views[(int)call["proxy"]!].Route(CallText.Read(call)));
            Check(report, $"call {i}", CallText.Of(calls[i]!), CallText.Of(answer));
        }
    }

    private static void CompareOptions(ComparisonReport report, IstiodCase line, ProxyConfig[] views)
    {
        for (int i = 0; i < line.ExpectClusters.Count; i++)
        {
            var computed = views[i].Clusters.ToDictionary(cluster => cluster.Name);
            foreach ((string name, JsonNode? recorded) in line.ExpectClusters[i]!.AsObject())
            {
                string actual = computed.TryGetValue(name, out EnvoyCluster? cluster) ? OptionsText.OfCluster(cluster) : Nothing;
                Check(report, $"options of proxy {i} {name}", OptionsText.OfCluster(recorded!), actual);
            }
        }

        if (line.ExpectFilterChains.Count > 0)
        {
            Check(report, "filter chains", OptionsText.OfChains(line.ExpectFilterChains), OptionsText.OfChains(views[0]));
        }
    }

    private static void CompareClusters(ComparisonReport report, IstiodCase line, int proxy, ProxyConfig view)
    {
        var actual = view.Clusters.Where(cluster => cluster.Name.Contains(line.Host, StringComparison.Ordinal))
            .ToDictionary(cluster => cluster.Name);
        JsonObject expected = line.Expect[proxy]!.AsObject();
        JsonObject? tls = line.ExpectTls?[proxy]?.AsObject();
        foreach (string name in expected.Select(entry => entry.Key).Union(actual.Keys))
        {
            EnvoyCluster? computed = actual.GetValueOrDefault(name);
            Check(
                report,
                $"proxy {proxy} {name}",
                expected[name] is { } recorded ? ClusterText.Of(recorded) : Nothing,
                computed is null ? Nothing : ClusterText.Of(computed));
            if (tls is not null && computed is not null)
            {
                Check(
                    report,
                    $"tls proxy {proxy} {name}",
                    tls[name] is { } settings ? CallText.OfTls(settings) : "plain text",
                    computed.Tls is { } own ? CallText.OfTls(own) : "plain text");
            }
        }
    }

    private static void Check(ComparisonReport report, string what, string expected, string actual) =>
        report.Check(expected == actual, what, $"\n  expected\n    {expected}\n  actual\n    {actual}");
}
