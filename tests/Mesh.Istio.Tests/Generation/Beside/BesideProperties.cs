using System.Globalization;
using CsCheck;

namespace Mesh.Istio.Tests.Generation.Beside;

/// <summary>As the corpus, with what nobody thought of. 20 scenes; MESH_RUNS sets another number.</summary>
public class BesideProperties
{
    private const string Details = "details.bookinfo-backend.svc.cluster.local";
    private static readonly string[] Scenes = ["host", "exposed", "strict", "limited", "settings", "edge"];
    private static readonly string[] Namespaces = ["bookinfo-backend", "shop", "istio-system", "mesh-multicluster"];

    private static readonly string[] Hosts =
    [
        Details, "productpage.bookinfo-backend.svc.cluster.local", "ratings.bookinfo-backend.svc.cluster.local",
        "cart.shop.svc.cluster.local",
        "details.cx.tetrate.info", "other.example.org", "*.bookinfo-backend.svc.cluster.local", "*.local", "*.cx.tetrate.info",
    ];

    private static readonly Gen<string> ExportTo = OneOf("", ", exportTo: [\".\"]", ", exportTo: [\"*\"]", ", exportTo: [shop]");

    private static readonly Gen<string> Rules = Gen.Select(
        OneOf(Namespaces), OneOf(Hosts), ExportTo,
        OneOf(
            ", trafficPolicy: {connectionPool: {tcp: {maxConnections: 10}}}", ", subsets: [{name: v1, labels: {version: v1}}]",
            ", subsets: [{name: local, labels: {version: v1}}]"),
        OneOf("", "", "", "productpage", "ingress-bookinfo"),
        (home, host, exportTo, policy, selected) => selected.Length == 0
            ? $"DestinationRule {home}/NAME {{host: \"{host}\"{exportTo}{policy}}}"
            : $"DestinationRule {home}/NAME {{host: \"{host}\", workloadSelector: {{matchLabels: {{app: {selected}}}}}{policy}}}");

    private static readonly Gen<string> Routes = Gen.Select(
        OneOf(Namespaces), OneOf(Hosts), ExportTo, OneOf("", "", ", gateways: [shop/front]"),
        (home, host, exportTo, gateways) => $"VirtualService {home}/NAME {{hosts: [\"{host}\"]{exportTo}{gateways}, "
            + $"http: [{{route: [{{destination: {{host: {Details}}}}}], timeout: 3s}}]}}");

    private static readonly Gen<string> Gateways = Gen.Select(
        OneOf(Namespaces), OneOf("ingress-bookinfo", "front"),
        OneOf(
            "{number: 80, name: http, protocol: HTTP}", "{number: 80, name: tcp, protocol: TCP}",
            "{number: 27017, name: tcp, protocol: TCP}", "{number: 15443, name: http, protocol: HTTP}"),
        OneOf("*", "details.cx.tetrate.info", "shop.example.org"),
        (home, selected, port, host) =>
            $"Gateway {home}/NAME {{selector: {{app: {selected}}}, servers: [{{port: {port}, hosts: [\"{host}\"]}}]}}");

    private static readonly Gen<string> Policies = Gen.Select(
        OneOf("bookinfo-backend", "shop", "istio-system"), OneOf("", "details", "ingress-bookinfo", "cart"),
        OneOf("", "action: DENY, "),
        OneOf(
            "rules: [{}]", "rules: [{from: [{source: {namespaces: [bookinfo-backend]}}]}]",
            "rules: [{from: [{source: {principals: [\"cluster.local/ns/bookinfo-backend/sa/bookinfo-productpage\"]}}]}]",
            "rules: [{to: [{operation: {methods: [GET]}}]}]", "rules: [{from: [{source: {notNamespaces: [shop]}}]}]"),
        (home, selected, action, rules) => $"AuthorizationPolicy {home}/NAME {{"
            + $"{(selected.Length > 0 ? $"selector: {{matchLabels: {{app: {selected}}}}}, " : "")}{action}{rules}}}");

    private static readonly int Runs = int.TryParse(
        Environment.GetEnvironmentVariable("MESH_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int runs) ? runs : 20;

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    [Fact]
    public void Nothing_is_taken_without_an_error_nor_closed_without_a_finding() => Gen.Select(
        OneOf(Scenes), Gen.Bool, Gen.OneOf(Rules, Rules, Routes, Gateways, Policies).Array[1, 2])
        .Sample(
            (scene, isOursOlder, objects) =>
            {
                var one = new BesideCase(
                    scene, isOursOlder, "?", string.Join(" ++ ", objects.Select((text, i) => text.Replace(
                        "NAME", $"users-{i}", StringComparison.Ordinal))));
                string[] unsaid = [.. BesideTests.Unsaid(one.Build())];
                Assert.True(unsaid.Length == 0, $"{one}\n{string.Join('\n', unsaid)}");
            },
            iter: Runs, threads: 1);
}
