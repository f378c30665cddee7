using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Resources;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>Writes recorded and computed options of clusters, and the filter chains of a gateway's port, as the same text.</summary>
internal static class OptionsText
{
    private const int GatewayPort = 15443;

    /// <exception cref="UnknownInputException">A cluster or filter chain holds what is not compared.</exception>
    internal static void AssertKnown(JsonArray clusters, JsonArray chains)
    {
        foreach (JsonNode? cluster in clusters.SelectMany(proxy => proxy!.AsObject()).Select(entry => entry.Value))
        {
            KnownFields.Only(cluster, "the options of a cluster", "http2", "tls", "connectTimeout", "outlier");
            KnownFields.Only(cluster!["http2"], "HTTP/2", "connectionKeepalive");
            KnownFields.Only(cluster["http2"]?["connectionKeepalive"], "a keepalive", "interval", "timeout");
        }

        foreach (JsonNode? chain in chains)
        {
            KnownFields.Only(chain, "a filter chain", "serverNames", "tls", "alpn", "filter", "routes", "cluster");
        }
    }

    internal static string OfCluster(JsonNode cluster)
    {
        JsonNode? pings = cluster["http2"]?["connectionKeepalive"];
        return Cluster(
            cluster["http2"] is not null,
            (string?)pings?["interval"] ?? "",
            (string?)pings?["timeout"] ?? "",
            (bool)cluster["tls"]!,
            (string)cluster["connectTimeout"]!,
            (bool)cluster["outlier"]!);
    }

    internal static string OfCluster(EnvoyCluster cluster) => Cluster(
        cluster.Http2 is not null,
        Seconds(cluster.Http2?.KeepaliveInterval),
        Seconds(cluster.Http2?.KeepaliveTimeout),
        cluster.Tls is not null,
        Seconds(cluster.ConnectTimeout),
        cluster.OutlierDetection is not null);

    internal static string OfChains(JsonArray chains) => Lines(chains.Select(chain => Chain(
        chain!["serverNames"]?.AsArray().Select(name => (string)name!) ?? [],
        (string?)chain["tls"] ?? "",
        chain["alpn"] is { } protocols ? string.Join(',', protocols.AsArray().Select(name => (string)name!)) : "",
        (string)chain["filter"]!,
        (string?)chain["routes"] ?? (string?)chain["cluster"] ?? "")));

    internal static string OfChains(ProxyConfig gateway) => Lines(new GatewayRouter(gateway).ChainsOf(GatewayPort).Select(entry =>
    {
        Mesh.Istio.ControlPlane.Routing.GatewayServer server = entry.Chain.Server;
        bool isHttp = server.RouteName.Length > 0;
        bool ends = server.TerminatesTls;
        return Chain(
            entry.Chain.ServerNames,
            ends ? server.TlsMode == ServerTlsMode.IstioMutual ? "mutual" : "simple" : "",
            ends && isHttp ? "h2,http/1.1" : "",
            isHttp ? "http_connection_manager" : "tcp_proxy",
            isHttp ? server.RouteName : string.Join(',', entry.Targets.Select(target => target.Cluster)));
    }));

    private static string Cluster(bool http2, string interval, string timeout, bool tls, string connectTimeout, bool outlier) =>
        FormattableString.Invariant(
            $"http2={http2} keepalive={interval}/{timeout} tls={tls} connectTimeout={connectTimeout} outlier={outlier}");

    private static string Chain(IEnumerable<string> names, string tls, string alpn, string filter, string target) =>
        $"{string.Join(',', names.Order(StringComparer.Ordinal))} tls={tls} alpn={alpn} {filter} {target}";

    private static string Lines(IEnumerable<string> chains) => string.Join("\n    ", chains.Order(StringComparer.Ordinal));

    private static string Seconds(TimeSpan? time) =>
        time is { } value ? $"{value.TotalSeconds.ToString(CultureInfo.InvariantCulture)}s" : "";
}
