using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Resources;

namespace Mesh.Conformance.Tests.Requests;

/// <summary>Writes recorded and computed routes as the same text; the recordings write Envoy's fields in two ways.</summary>
internal static class RouteText
{
    /// <summary>The default route of a service, which recordings of sidecars leave out where it is alone.</summary>
    internal static bool IsDefault(VirtualHost host) => host.Ordered.All(route => route.Rule is null);

    internal static string Of(VirtualHost host) => Text(host.Name, host.Domains, host.Ordered.Select(Of));

    internal static string Of(JsonNode host) => Text(
        (string)host["name"]!, host["domains"]!.AsArray().Select(domain => (string)domain!), host["routes"]!.AsArray()
            .Select(route => OfRoute(route!)));

    private static string Text(string name, IEnumerable<string> domains, IEnumerable<string> routes) =>
        $"{name} [{string.Join(' ', domains.Order(StringComparer.Ordinal))}]\n      {string.Join("\n      ", routes)}";

    private static string Of(RouteEntry route) => Route(
        route.Name,
        OfMatch(route.Match),
        route.Rule?.Redirect is not null ? "redirect" : route.Rule?.DirectResponse is { } direct ? $"answers {direct.Status}"
            : Clusters(route.Targets),
        route.Rule?.Redirect is null && route.Rule?.DirectResponse is null ? route.Rule?.Timeout : null,
        route.Mirrors.Select(mirror => $"{mirror.Cluster} {mirror.Percent.ToString(CultureInfo.InvariantCulture)}"));

    private static string OfRoute(JsonNode route)
    {
        JsonNode action = route["action"] ?? route;
        string to = action["redirect"] is not null ? "redirect"
            : (action["direct_response"] ?? action["directResponse"]) is { } direct
                ? $"answers {(direct is JsonValue ? direct : direct["status"])}"
            : action["clusters"] is JsonObject shares ? Clusters(shares.Select(share => new WeightedTarget(share.Key, (int)share.Value!)))
            : action["weighted"] is JsonArray weighted
                ? Clusters(weighted.Select(share => new WeightedTarget((string)share!["name"]!, (int?)share["weight"] ?? 0)))
            : Clusters([new WeightedTarget((string)action["cluster"]!, 100)]);
        return Route(
            (string?)route["name"] ?? "",
            OfMatch(route["match"]!),
            to,
            (string?)route["timeout"] is { } text ? TimeSpan.FromSeconds(double.Parse(text.TrimEnd('s'), CultureInfo.InvariantCulture))
                : null,
            (route["mirrors"]?.AsArray() ?? []).Select(mirror => $"{mirror!["cluster"]} {Percent(mirror["fraction"]!)}"));
    }

    private static string Route(string name, string match, string to, TimeSpan? timeout, IEnumerable<string> mirrors) =>
        $"{(name == "default" ? "" : name)} when {match} to {to} timeout "





            + $"{(timeout is { } time && time > TimeSpan.Zero ? time.ToString("c", CultureInfo.InvariantCulture) : "none")} copies "
                + $"{string.Join(", ", mirrors)}";

    private static string Clusters(IEnumerable<WeightedTarget> targets) =>
        string.Join(
            ", ", targets.GroupBy(target => target.Cluster, StringComparer.Ordinal)
                .Select(same => FormattableString.Invariant($"{same.Key} {same.Sum(target => target.Weight)}"))
                    .Order(StringComparer.Ordinal));

    private static string Percent(JsonNode fraction) => (((double?)fraction["numerator"] ?? 0) / ((string?)fraction["denominator"] switch
    {
        "MILLION" => 10_000,
        "TEN_THOUSAND" => 100,
        _ => 1,
    })).ToString(CultureInfo.InvariantCulture);

    private static string OfMatch(RouteMatch match) => Match(
        match.Path is { BySegment: true, Condition: StringMatch.Prefix({ Length: > 1 } segment) } ? $"{segment.TrimEnd('/')} and below"
            : Condition(match.Path),
        match.IgnoresCase,
        match.Headers.Select(header =>
            $"{(header.Inverts ? "not " : "")}{header.Name} {Condition(header.Value)}{(header.TreatsMissingAsEmpty ? " or absent" : "")}"),
        match.QueryParameters.Select(parameter => $"{parameter.Name} {Condition(parameter.Value)}"));

    private static string OfMatch(JsonNode match) => Match(
        (match["path_separated_prefix"] ?? match["pathSeparatedPrefix"]) is { } segment ? $"{segment} and below"
            : match["path"] is { } path ? $"={path}" : match["prefix"] is { } prefix ? $"{prefix}*"
            : $"~{(match["safe_regex"] ?? match["safeRegex"])!["regex"]}",
        (bool?)(match["case_sensitive"] ?? match["caseSensitive"]) == false,
        (match["headers"]?.AsArray() ?? []).Select(header =>
            $"{(Flag(header!, "invert_match", "invertMatch") ? "not " : "")}{header!["name"]} "
                + $"{Condition(header)}{(Flag(header, "treat_missing_header_as_empty", "treatMissingHeaderAsEmpty") ? " or absent" : "")}"),
        ((match["query_parameters"] ?? match["queryParameters"])?.AsArray() ?? [])
            .Select(parameter => $"{parameter!["name"]} {Condition(parameter)}"));

    private static string Match(string path, bool ignoresCase, IEnumerable<string> headers, IEnumerable<string> parameters) =>
        $"{path}{(ignoresCase ? " (any case)" : "")} "
            + $"{string.Join(" & ", headers.Concat(parameters.Select(parameter => $"?{parameter}")).Order(StringComparer.Ordinal))}";

    private static bool Flag(JsonNode node, string one, string other) => (bool?)(node[one] ?? node[other]) ?? false;

    private static string Condition(TextMatcher matcher) => matcher.Condition switch
    {
        StringMatch.Exact(var value) => $"={value}",
        StringMatch.Prefix(var value) => $"{value}*",
        StringMatch.Regex(var value) => $"~{value}",
        _ => "present",
    };

    private static string Condition(JsonNode node)
    {
        JsonNode? text = node["string_match"] ?? node["stringMatch"];
        return text is null ? "present"
            : text["exact"] is { } exact ? $"={exact}"
            : text["prefix"] is { } prefix ? $"{prefix}*"
            : $"~{(text["safe_regex"] ?? text["safeRegex"])!["regex"]}";
    }
}
