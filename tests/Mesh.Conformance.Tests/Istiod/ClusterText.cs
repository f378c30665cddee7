using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.ControlPlane;
using Mesh.LoadBalancing;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>
/// Writes a recorded cluster and a computed one as the same text, groups and members sorted, so that a difference can be read.
/// </summary>
internal static class ClusterText
{
    /// <exception cref="UnknownInputException">A cluster, group or endpoint holds what this text does not.</exception>
    internal static void AssertKnown(JsonArray expect)
    {
        foreach (JsonNode? cluster in expect.SelectMany(proxy => proxy!.AsObject()).Select(entry => entry.Value))
        {
            KnownFields.Only(
                cluster, "a cluster", "type", "lbPolicy", "localityWeighted", "panicThreshold", "zoneAware", "outlierDetection",
                    "connectTimeout", "endpoints");
            foreach (JsonNode? group in cluster!["endpoints"]?.AsArray() ?? [])
            {
                KnownFields.Only(group, "a group of endpoints", "locality", "priority", "weight", "endpoints");
                foreach (JsonNode? endpoint in group!["endpoints"]!.AsArray())
                {
                    KnownFields.Only(endpoint, "an endpoint", "address", "port", "weight", "health", "tlsMode");
                }
            }
        }
    }

    internal static string Of(JsonNode cluster)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["type"] = (string)cluster["type"]!,
            ["lbPolicy"] = (string)cluster["lbPolicy"]!,
            ["localityWeighted"] = Flag((bool)cluster["localityWeighted"]!),
            ["panic"] = cluster["panicThreshold"]?.ToJsonString() ?? "",
            ["zoneAware"] = cluster["zoneAware"]?.ToJsonString() ?? "",
            ["connectTimeout"] = (string?)cluster["connectTimeout"] ?? "10s",
        };
        foreach ((string name, JsonNode? value) in cluster["outlierDetection"]?.AsObject() ?? [])
        {
            fields[$"outlier.{name}"] = value!.ToString();
        }

        return Text(fields, cluster["endpoints"]?.AsArray().Select(group => Group(group!)));
    }

    internal static string Of(EnvoyCluster cluster)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["type"] = cluster.Type switch
            {
                DiscoveryType.Eds => "EDS",
                DiscoveryType.StrictDns => "STRICT_DNS",
                DiscoveryType.LogicalDns => "LOGICAL_DNS",
                DiscoveryType.OriginalDst => "ORIGINAL_DST",
                DiscoveryType.Static => "STATIC",
                _ => cluster.Type.ToString(),
            },
            ["lbPolicy"] = cluster.LbPolicy switch
            {
                EnvoyLbPolicy.LeastRequest => "LEAST_REQUEST",
                EnvoyLbPolicy.RoundRobin => "ROUND_ROBIN",
                EnvoyLbPolicy.Random => "RANDOM",
                EnvoyLbPolicy.RingHash => "RING_HASH",
                EnvoyLbPolicy.Maglev => "MAGLEV",
                _ => "CLUSTER_PROVIDED",
            },
            ["localityWeighted"] = Flag(cluster.LocalityWeighted),
            ["panic"] = Number(cluster.PanicThreshold),
            ["zoneAware"] = cluster.ZoneAware is null ? "" : "true",
            ["connectTimeout"] = Seconds(cluster.ConnectTimeout),
        };
        if (cluster.OutlierDetection is { } outlier)
        {
            Outlier(fields, outlier);
        }

        return Text(fields, cluster.Groups?.Select(Group));
    }

    private static void Outlier(SortedDictionary<string, string> fields, EnvoyOutlierDetection outlier)
    {
        (string Name, string Value)[] values =
        [
            ("consecutive5xx", Number(outlier.Consecutive5xx)),
            ("enforcingConsecutive5xx", Number(outlier.EnforcingConsecutive5xx)),
            ("consecutiveGatewayFailure", Number(outlier.ConsecutiveGatewayFailure)),
            ("enforcingConsecutiveGatewayFailure", Number(outlier.EnforcingConsecutiveGatewayFailure)),
            ("splitExternalLocalOriginErrors", outlier.SplitExternalLocalOriginErrors ? "true" : ""),
            ("consecutiveLocalOriginFailure", Number(outlier.ConsecutiveLocalOriginFailure)),
            ("enforcingConsecutiveLocalOriginFailure", Number(outlier.EnforcingConsecutiveLocalOriginFailure)),
            ("enforcingLocalOriginSuccessRate", Number(outlier.EnforcingLocalOriginSuccessRate)),
            ("enforcingSuccessRate", Number<uint>(outlier.EnforcingSuccessRate)),
            ("interval", outlier.Interval is { } interval ? Seconds(interval) : ""),
            ("baseEjectionTime", outlier.BaseEjectionTime is { } time ? Seconds(time) : ""),
            ("maxEjectionPercent", Number(outlier.MaxEjectionPercent)),
        ];
        foreach ((string name, string value) in values.Where(entry => entry.Value.Length > 0))
        {
            fields[$"outlier.{name}"] = value;
        }
    }

    /// <summary>Only the endpoint groups: localities, priorities, weights, members.</summary>
    internal static string GroupsOf(JsonNode cluster) => Text([], cluster["endpoints"]?.AsArray().Select(group => Group(group!)));

    internal static string GroupsOf(EnvoyCluster cluster) => Text([], cluster.Groups?.Select(Group));

    private static string Group(JsonNode group) => Group(
        (string?)group["locality"] ?? "",
        (int?)group["priority"] ?? 0,
        group["weight"]?.ToJsonString() ?? "none",
        group["endpoints"]!.AsArray().Select(endpoint => string.Join(
            ' ',
            $"{(string)endpoint!["address"]!}:{endpoint["port"]!.ToJsonString()}",
            endpoint["weight"]?.ToJsonString() ?? "none",
            (string?)endpoint["health"] ?? "-",
            (string?)endpoint["tlsMode"] ?? "-")));

    private static string Group(EndpointGroup group) => Group(
        group.Locality.ToString(),
        group.Priority,
        group.Weight is { } weight ? weight.ToString(CultureInfo.InvariantCulture) : "none",
        group.Endpoints.Select(endpoint => string.Create(
            CultureInfo.InvariantCulture,
            $"{endpoint.Address}:{endpoint.Port} {endpoint.Weight} {Health(endpoint.Health)} "
                + $"{(endpoint.TlsMode is "" or "disabled" ? "-" : endpoint.TlsMode)}")));

    private static string Group(string locality, int priority, string weight, IEnumerable<string> members) => string.Create(
        CultureInfo.InvariantCulture,
            $"P{priority} '{locality}' weight {weight}: {string.Join(", ", members.Order(StringComparer.Ordinal))}");

    private static string Text(SortedDictionary<string, string> fields, IEnumerable<string>? groups) => string.Join(
        "\n    ",
        fields.Where(field => field.Value.Length > 0).Select(field => $"{field.Key}={field.Value}")
            .Append(groups is null ? "no load assignment" : "groups:")
            .Concat((groups ?? []).Order(StringComparer.Ordinal)));

    private static string Flag(bool value) => value ? "true" : "false";

    private static string Health(EndpointHealth health) => health == EndpointHealth.Unknown ? "-" : health.ToString().ToUpperInvariant();

    private static string Number<T>(T? value)
        where T : struct, IFormattable => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Seconds(TimeSpan time) => $"{time.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s";
}
