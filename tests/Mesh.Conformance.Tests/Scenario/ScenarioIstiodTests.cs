using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Resources;
using Mesh.Istio.Simulation.Engine;
using Mesh.Istio.Simulation.Envoy;
using Mesh.LoadBalancing;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>What the real istiod of each recorded run computed: retries, clusters, endpoints with and without pods.</summary>
public partial class ScenarioIstiodTests
{
    [Fact]
    public void Endpoints_are_those_of_the_real_istiod()
    {
        var report = new ComparisonReport("scenario", "endpoints");
        foreach (ScenarioCase scenario in ScenarioRecordings.Runs)
        {
            report.Compare(scenario.Id, () => CompareEndpoints(report, scenario));
        }

        report.AssertNoneUnknown();
    }

    [Fact]
    public void Clusters_are_those_of_the_real_istiod()
    {
        var report = new ComparisonReport("scenario", "clusters");
        foreach (ScenarioCase scenario in ScenarioRecordings.Runs)
        {
            report.Compare(scenario.Id, () => CompareClusters(report, scenario));
        }

        report.AssertNoneUnknown();
    }

    [Fact]
    public void Retries_are_those_of_the_real_istiod()
    {
        var report = new ComparisonReport("scenario", "retries");
        foreach (ScenarioCase scenario in ScenarioRecordings.Runs)
        {
            report.Compare(scenario.Id, () => CompareRetries(report, scenario));
        }

        report.AssertNoneUnknown();
    }

    private static void CompareEndpoints(ComparisonReport report, ScenarioCase scenario)
    {
        foreach ((string cluster, JsonNode? states) in scenario.Istiod["endpoints"]!.AsObject())
        {
            foreach ((string state, JsonNode? proxies) in states!.AsObject())
            {
                foreach ((string proxy, JsonNode? clusters) in proxies!.AsObject())
                {
                    ProxyConfig view = scenario.View(cluster, state == "zero").For(scenario.ProxyOf(proxy, cluster));
                    foreach ((string name, JsonNode? groups) in clusters!.AsObject())
                    {
                        string expected = string.Join('\n', groups!.AsArray().Select(group => Text(group!)).Order(StringComparer.Ordinal));
                        string actual = string.Join('\n', (Find(view, name)?.Groups ?? default).Select(Text).Order(StringComparer.Ordinal));
                        report.Check(expected == actual, scenario.Id, $"{proxy} {state} {name}: recorded {expected}, computed {actual}");
                    }
                }
            }
        }
    }

    private static void CompareClusters(ComparisonReport report, ScenarioCase scenario)
    {
        foreach ((string key, JsonNode? cluster) in scenario.Istiod["clusters"]!.AsObject())
        {
            string[] parts = key.Split(' ');
            EnvoyCluster? computed = Find(
                scenario.View(HomeOf(parts[0]), scenario.StartsAtZero).For(scenario.ProxyOf(parts[0], HomeOf(parts[0]))), parts[1]);
            string expected = ClusterText(cluster!.AsObject());
            string actual = computed is null ? "none" : Text(computed);
            report.Check(expected == actual, scenario.Id, $"{key}: recorded {expected}, computed {actual}");
        }
    }

    private static void CompareRetries(ComparisonReport report, ScenarioCase scenario)
    {
        foreach ((string key, JsonNode? recorded) in scenario.Istiod["retries"]!.AsObject())
        {
            Match route = RoutePattern().Match(key);
            string proxy = route.Groups["proxy"].Value;
            string host = proxy == "client" ? route.Groups["host"].Value : scenario.HostOf(HomeOf(proxy));
            bool tls = route.Groups["tls"].Success;
            ProxyConfig view = scenario.View(HomeOf(proxy), scenario.StartsAtZero).For(scenario.ProxyOf(proxy, HomeOf(proxy)));
            CallResult result = view.Route(new ProxyCall
            {
                Port = int.Parse(route.Groups["port"].Value, CultureInfo.InvariantCulture),
                Host = host,
                Tls = tls ? CallTls.Mutual : CallTls.None,
                Sni = tls ? host : "",
            });
            string expected = Text(recorded!["retryPolicy"]?.AsObject());
            string actual = result.Cluster == route.Groups["cluster"].Value
                ? Text(RetryPolicies.Of(result.Rule?.Retries))
                : $"goes to {result.Cluster}{result.Error}";
            report.Check(expected == actual, scenario.Id, $"{key}: recorded {expected}, computed {actual}");
        }
    }

    private static string HomeOf(string proxy) => proxy switch
    {
        "client" => "aws",
        "edge" => "edge",
        _ => proxy["gateway-".Length..],
    };

    private static EnvoyCluster? Find(ProxyConfig view, string name) => view.Clusters.FirstOrDefault(cluster => cluster.Name == name);

    private static string Text(JsonNode group) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(int)group["priority"]!} {((string)group["locality"]!).Trim('/')} {(int)group["weight"]!} "
            + $"{string.Join(',', group["endpoints"]!.AsArray().Select(endpoint => (string)endpoint!).Order(StringComparer.Ordinal))}");

    private static string Text(EndpointGroup group) => string.Create(
        CultureInfo.InvariantCulture,
        $"{group.Priority} {group.Locality.ToString().Trim('/')} {group.Weight} "
            + $"{string.Join(',', group.Endpoints.Select(Text).Order(StringComparer.Ordinal))}");

    private static string Text(LocalityEndpoint endpoint) => string.Create(
        CultureInfo.InvariantCulture, $"{endpoint.Address}:{endpoint.Port}{(endpoint.TlsMode == "istio" ? "" : " plaintext")}");

    private static string ClusterText(JsonObject cluster)
    {
        JsonNode? detection = cluster["outlierDetection"];
        JsonNode? lb = cluster["commonLbConfig"];
        return string.Join(
            ' ',
            $"tls {(string?)cluster["tls"]} sni {(string?)cluster["sni"]} names "
 + $"{string.Join(',', (cluster["subjectAltNames"]?.AsArray() ?? []).Select(name => (string)name!).Order(StringComparer.Ordinal))}",
            string.Create(
                CultureInfo.InvariantCulture,
                $"panic {(lb?["healthyPanicThreshold"] is { } panic ? (int?)panic["value"] ?? 0 : null)} weighted "
                    + $"{lb?["localityWeightedLbConfig"] is not null} {(string)cluster["lbPolicy"]!}"),
            detection is null ? "no detection" : string.Create(
                CultureInfo.InvariantCulture,
                $"{(uint?)detection["consecutive5xx"]} {(uint?)detection["enforcingConsecutive5xx"]} "
                    + $"{(uint?)detection["consecutiveGatewayFailure"]} {(uint?)detection["enforcingConsecutiveGatewayFailure"]} "
                        + $"{(string?)detection["interval"]} {(string?)detection["baseEjectionTime"]} "
                            + $"{(uint?)detection["maxEjectionPercent"]}"));
    }

    private static string Text(EnvoyCluster cluster)
    {
        UpstreamTls? tls = cluster.Tls is { Mode: not ClientTlsMode.Disable } used ? used : null;
        EnvoyOutlierDetection? detection = cluster.OutlierDetection;
        string policy = cluster.LbPolicy == EnvoyLbPolicy.LeastRequest ? "LEAST_REQUEST" : cluster.LbPolicy.ToString();
        return string.Join(
            ' ',
            $"tls {(tls is null ? "never" : tls.PerEndpoint ? "per endpoint" : "always")} sni {tls?.Sni} names "
                + $"{string.Join(',', tls?.SubjectAltNames ?? default)}",
            string.Create(CultureInfo.InvariantCulture, $"panic {cluster.PanicThreshold} weighted {cluster.LocalityWeighted} {policy}"),
            detection is null ? "no detection" : string.Create(
                CultureInfo.InvariantCulture,
                $"{detection.Consecutive5xx} {detection.EnforcingConsecutive5xx} {detection.ConsecutiveGatewayFailure} "
                    + $"{detection.EnforcingConsecutiveGatewayFailure} {detection.Interval?.TotalSeconds}s "
                        + $"{detection.BaseEjectionTime?.TotalSeconds}s {detection.MaxEjectionPercent}"));
    }

    private static string Text(JsonObject? policy)
    {
        if (policy?["retryOn"] is null)
        {
            return "none";
        }

        RetryPolicy parsed = new RetryPolicy().WithRetryOn((string)policy["retryOn"]!);
        bool Has(string list, string what) => (policy[list]?.ToJsonString() ?? "").Contains(what, StringComparison.Ordinal);
        return Text(parsed with
        {
            Attempts = (int?)policy["numRetries"] ?? 1,
            StatusCodes = (policy["retriableStatusCodes"]?.AsArray() ?? []).Select(code => (int)code!).ToValueList(),
            PerTryTimeout = policy["perTryTimeout"] is { } limit
                ? TimeSpan.FromSeconds(double.Parse(((string)limit!).TrimEnd('s'), CultureInfo.InvariantCulture))
                : null,
            AvoidsPreviousHosts = Has("retryHostPredicate", "previous_hosts"),
            RetriesRemoteLocalities = Has("retryPriority", "previous_priorities"),
        });
    }

    private static string Text(RetryPolicy? policy) => policy is null ? "none" : string.Create(
        CultureInfo.InvariantCulture,
        $"{policy.Attempts} on {policy.Conditions} {policy.StatusCodes} {policy.PerTryTimeout} hosts {policy.AvoidsPreviousHosts} "
            + $"localities {policy.RetriesRemoteLocalities}");

    [GeneratedRegex(@"^(?<proxy>\S+) route ((?<tls>https)\.|http\.)?(?<port>\d+)\S* -> (?<cluster>outbound\|\d+\|[^|]*\|(?<host>\S+))$")]
    private static partial Regex RoutePattern();
}
