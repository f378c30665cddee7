using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.Istio.ControlPlane;

namespace Mesh.Conformance.Tests.Requests;

/// <summary>Writes what a recorded request got, and what is computed for it, as the same text.</summary>
internal static class RouteAnswerText
{
    private const string ByCluster = "depends on the cluster";

    internal static string Of(JsonNode answer)
    {
        string status = answer["status"]!.ToString();
        bool open = status == ByCluster;
        return Text(
            status,
            (string?)answer["virtualHost"],
            (int?)answer["route"],
            answer["clusters"] is JsonObject shares ? Shares(shares.Select(share => (share.Key, (int)share.Value!)))
                : (string?)answer["cluster"],
            open ? null : (string?)answer["path"],
            open ? null : (string?)answer["authority"],
            (string?)answer["location"],
            (string?)answer["body"],
            open ? "" : Mirrored(answer["mirrored"]),
            open ? "" : Headers(answer));
    }

    internal static string Of(CallResult result, Request request, ProxyConfig view)
    {
        string[] missing = [.. result.Targets.Select(target => target.Cluster)
            .Where(name => view.ClusterNamed(name) is null && name.StartsWith("outbound", StringComparison.Ordinal))];
        // Where a route has weights the recordings say what became of a request by chance, and not what a fault made of it.
        bool isAborted = result.Fault?.AbortsAll == true;
        bool open = result.Targets.Count > 1 && (missing.Length > 0 || isAborted);
        // What arrives is known from the body of the backend's answer.
        bool arrives = result.Status is null && missing.Length == 0 && !result.Targets.IsEmpty && request.Method != "HEAD";
        Request? sent = arrives ? result.Targets[0].Request : null;
        string status = open ? ByCluster : (result.Status ?? (missing.Length > 0 ? 503 : 200)).ToString(CultureInfo.InvariantCulture);
        return Text(
            status,
            result.RouteIndex is null ? null : result.VirtualHost,
            result.RouteIndex,
            result.Cluster is null && !result.Targets.IsEmpty ? Shares(result.Targets.Select(target => (target.Cluster, target.Weight)))
                : missing.Length > 0 ? null : result.Cluster,
            sent?.Path,
            sent is null ? null : sent.Authority,
            result.Location,
            open ? null : result.Body,
            sent is null ? "" : Mirrored(result, sent),
            sent is null ? "" : Headers(request, sent));
    }

    private static string Text(
        string status, string? host, int? route, string? cluster, string? path, string? authority, string? location, string? body,
            string mirrored, string headers) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{status} host={host} route={route} to={cluster} path={path} authority={authority} location={location} body={body} "
                + $"copies={mirrored} headers={headers}");

    private static string Shares(IEnumerable<(string Name, int Weight)> shares) =>
        string.Join(", ", shares.Select(share => FormattableString.Invariant($"{share.Name} {share.Weight}"))
            .Order(StringComparer.Ordinal));

    private static string Mirrored(JsonNode? mirrored) => mirrored is JsonArray copies
        ? string.Join(", ", copies.Select(copy => $"{copy!["cluster"]} {copy["path"]} {copy["authority"]}").Order(StringComparer.Ordinal))
        : mirrored?.ToString() ?? "";

    private static string Mirrored(CallResult result, Request sent) => result.Mirrors.Any(mirror => mirror.Percent < 100)
        ? "by chance"
        : string.Join(", ", result.Mirrors.Select(mirror => $"{mirror.Cluster} {sent.Path} {sent.Authority}")
            .Order(StringComparer.Ordinal));

    private static string Headers(JsonNode answer) => Headers(
        (answer["upstreamHeaders"]?.AsObject() ?? []).Select(header => (header.Key, (string)header.Value!)),
        (answer["removedHeaders"]?.AsArray() ?? []).Select(name => (string)name!));

    private static string Headers(Request request, Request sent) => Headers(
        sent.Headers.Where(header => header.Key.StartsWith("x-", StringComparison.Ordinal)
            && (!request.Headers.TryGetValue(header.Key, out string? before) || before != header.Value))
                .Select(header => (header.Key, header.Value)),
        request.Headers.Keys.Where(name => name.StartsWith("x-", StringComparison.Ordinal) && !sent.Headers.ContainsKey(name)));

    private static string Headers(IEnumerable<(string Name, string Value)> changed, IEnumerable<string> removed) => string.Join(
        ", ", changed.Select(header => $"{header.Name}: {header.Value}").Concat(removed.Select(name => $"no {name}"))
            .Order(StringComparer.Ordinal));
}
