using Mesh.Inventories;
using static Mesh.Istio.Tests.Analysis.AnalysisWorld;

namespace Mesh.Istio.Tests.Analysis;

/// <summary>The mistakes that can be seen in one cluster's resources.</summary>
internal static class AnalysisFaults
{
    private const string Weighted =
        "loadBalancer: { localityLbSetting: { distribute: [{ from: r1/*, to: { \"r1/*\": 80, \"r2/*\": 20 } }] } }";
    private const string Places = "loadBalancer: { localityLbSetting: { enabled: true } }";

    private static readonly string Route = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: host, namespace: shop }
        spec:
          hosts: [host.example.com]
          http:
          - route: [{ destination: { host: host.example.com, subset: v1 } }]
            timeout: 5s
        ---

        """;

    private static string Retried => Route.Replace(", subset: v1", "")
        .Replace("timeout: 5s", "retries: { attempts: 2, retryOn: \"gateway-error,connect-failure\", retryRemoteLocalities: true }");

    internal static IEnumerable<AnalysisFault> All =>
    [
        new("MF201", "no outlierDetection", Edit(Outlier, ""), Edit(Outlier, "outlierDetection: { maxEjectionPercent: 100 }")),
        new("MF201", "no outlierDetection beside plain distance", Edit((Outlier, ""), (Balancer, Places)), Edit((Outlier, ""), (Balancer, "loadBalancer: { localityLbSetting: { enabled: false } }"))),
        new("MF202", "half of the endpoints", Edit("maxEjectionPercent: 100", "maxEjectionPercent: 49"), Edit("maxEjectionPercent: 100", "maxEjectionPercent: 50")),
        new("MF202", "the default", Edit(", maxEjectionPercent: 100", ""), Edit((", maxEjectionPercent: 100", ""), (Remote, ""), (Balancer, Places))),
        new("MF203", "a region without weight", Edit(Balancer, Weighted.Replace("80, \"r2/*\": 20", "100")), Edit(Balancer, Weighted)),
        new("MF204", "both in one setting", Edit(Balancer, Weighted.Replace("distribute:", "failover: [{ from: r1, to: r2 }], distribute:")), Edit(Balancer, Weighted)),
        new("MF204", "failoverPriority beside distribute", Edit(Balancer, Weighted.Replace("distribute:", "failoverPriority: [version], distribute:")), Edit(Balancer, Weighted)),
        new("MF205", "weights of 90", Edit(Balancer, Weighted.Replace("20", "10")), Edit(Balancer, Weighted)),
        new("MF205", "a weight of 0", Edit(Balancer, Weighted.Replace("80", "100").Replace("20", "0")), Edit(Balancer, Weighted)),
        new("MF205", "places that overlap", Edit(Balancer, Weighted.Replace("80,", "40, \"r1/z1\": 40,")), Edit(Balancer, Weighted.Replace("\"r1/*\": 80,", "\"r1/z1\": 40, \"r1/z2\": 40,"))),
        new("MF206", "by distance", Edit(("locality: r2/z1, ", ""), (Balancer, Places)), Edit(("locality: r2/z1, ", ""), (Balancer, Places.Replace("enabled: true", "failoverPriority: [version]")))),
        new("MF206", "by weight", Edit(("locality: r2/z1, ", ""), (Balancer, Weighted.Replace("80, \"r2/*\": 20", "100"))), Edit(("locality: r2/z1, ", ""), (Balancer, Weighted.Replace("\"r1/*\": 80, \"r2/*\": 20", "\"*\": 100")))),
        new("MF207", "a region that is not there", Edit("to: r2", "to: r3"), Good),
        new("MF207", "a zone", Edit("to: r2", "to: r2/z1"), Good),
        new("MF207", "to itself", Edit("to: r2", "to: r1"), Good),
        new("MF207", "twice from one region", Edit("to: r2 }", "to: r2 }, { from: r1, to: r2 }"), Edit("to: r2 }", "to: r2 }, { from: r2, to: r1 }")),
        new("MF208", "a port without both", Port("tls: { mode: ISTIO_MUTUAL }"), Port($"{Outlier}, {Balancer}")),
        new("MF208", "a port without outlierDetection", Port(Balancer), Port($"{Outlier}, {Balancer}")),
        new("MF208", "a subset with another balancer", Subset("trafficPolicy: { loadBalancer: { simple: ROUND_ROBIN } }"), Subset("trafficPolicy: { connectionPool: { tcp: { maxConnections: 5 } } }")),
        new("MF209", "a namespace without clients", Good.Replace("kind: DestinationRule\nmetadata: { name: host, namespace: shop", "kind: DestinationRule\nmetadata: { name: host, namespace: other"), Good.Replace("kind: DestinationRule\nmetadata: { name: host, namespace: shop", "kind: DestinationRule\nmetadata: { name: host, namespace: istio-system")),
        new("MF209", "exported to nobody", Edit("host: host.example.com", "host: host.example.com\n  exportTo: [nobody]"), Edit("host: host.example.com", "host: host.example.com\n  exportTo: [\".\"]")),
        new("MF209", "hidden by a rule for other pods", Good.Replace("namespace: shop", "namespace: home") + Second("workloadSelector: { matchLabels: { app: other } }"), Good.Replace("namespace: shop", "namespace: home") + Second("workloadSelector: { matchLabels: { app: client } }")),
        new("MF210", "two policies", Good + Second(""), Good + Second("").Split("  trafficPolicy")[0] + "  subsets: [{ name: v1, labels: { version: v1 } }]\n---\n"),
        new("MF211", "a typing error", Edit("host: host.example.com", "host: hosts.example.com"), Edit("host: host.example.com", "host: \"*.example.com\"")),
        new("MF211", "a service without namespace", Edit("host: host.example.com", "host: details.svc.cluster.local"), Edit("host: host.example.com", "host: host.example.com")),
        new("MF213", "a client without locality", Good, Good)
        {
            Inventory = new Inventory { Clusters = [Observed() with { Workloads = [Pod("other"), Pod("client", locality: "")] }] },
        },
        new("MF217", "a name", Edit("address: 10.0.0.2", "address: west.example.com"), Edit("address: 10.0.0.2", "address: 10.0.0.3")),
        new("MF223", "no load balancing", Edit(("resolution: STATIC", "resolution: NONE"), ("  endpoints:\n", ""), ("  - { address: 10.0.0.1, locality: r1/z1, labels: { version: v1 }, serviceAccount: sa }\n", ""), ("  " + Remote + "\n", "")), Good) { Inventory = WithRegion("r2") },
        new("MF224", "never", Edit("consecutiveGatewayErrors: 3", "consecutive5xxErrors: 0"), Edit("consecutiveGatewayErrors: 3", "consecutive5xxErrors: 3")),
        new("MF224", "a threshold without effect", Edit("consecutiveGatewayErrors: 3", "consecutiveGatewayErrors: 3, consecutive5xxErrors: 3"), Edit("consecutiveGatewayErrors: 3", "consecutiveGatewayErrors: 3, consecutive5xxErrors: 4")),
        new("MF224", "panic", Edit("maxEjectionPercent: 100", "maxEjectionPercent: 100, minHealthPercent: 30"), Edit("maxEjectionPercent: 100", "maxEjectionPercent: 100, minHealthPercent: 1")),
        new("MF225", "a subset in one region", Subset("").Replace(Remote, Remote.Replace("v1", "v2")) + Route, Subset("") + Route),
        new("MF225", "a subset by a label of a prefix that nothing was generated with", ByPlace("") + Route, ByPlace("") + Route.Replace("namespace: shop }", "namespace: shop, labels: { app.kubernetes.io/managed-by: mesh, mesh.example.com/organization: acme } }")),
        new("MF225", "a subset that is not there", Good + Route, Good + Route.Replace(", subset: v1", "")),
        new("MF225", "retries that do not leave", Edit(Balancer, Weighted) + Route.Replace(", subset: v1", "").Replace("timeout: 5s", "retries: { attempts: 2, retryRemoteLocalities: true }"), Good + Route.Replace(", subset: v1", "").Replace("timeout: 5s", "retries: { attempts: 2, retryRemoteLocalities: true }")),
        new("MF240", "two ports of one number", Edit("protocol: HTTP }]", "protocol: HTTP }, { number: 80, name: other, protocol: HTTP }]"), Edit("protocol: HTTP }]", "protocol: HTTP }, { number: 81, name: other, protocol: HTTP }]")),
        new("MF240", "a timeout shorter than a millisecond", Edit("connectTimeout: 2s", "connectTimeout: 0.0005s"), Edit("connectTimeout: 2s", "connectTimeout: 0.001s")),
        new("MF241", "a port of no known protocol", Edit("protocol: HTTP }]", "protocol: HTPP }]"), Edit("protocol: HTTP }]", "protocol: http }]")),
        new("MF241", "a delegate with gateways", Good + Route.Replace("hosts: [host.example.com]", "gateways: [door]").Replace(", subset: v1", ""), Good + Route.Replace(", subset: v1", "")),
        new("MF244", "two resolutions for one port", Good + Another("resolution: DNS", "ports: [{ number: 80, name: http, protocol: HTTP }]"), Good + Another("resolution: STATIC", "ports: [{ number: 81, name: other, protocol: HTTP }]")),
        new("MF244", "two protocols for one port", Good + Another("resolution: STATIC", "ports: [{ number: 80, name: http, protocol: TCP }]"), Good + Another("resolution: STATIC", "ports: [{ number: 80, name: http, protocol: HTTP }]")),
        new("MF247", "a BackendTLSPolicy", Good + Foreign("gateway.networking.k8s.io/v1", "BackendTLSPolicy"), Good + Foreign("example.com/v1", "BackendTLSPolicy")),
        new("MF248", "two VirtualServices of one host", Good + Plain + Plain.Replace("name: host,", "name: other,"), Good + Plain + Plain.Replace("name: host,", "name: other,").Replace("hosts: [host.example.com]", "hosts: [other.example.com]")),
        new("MF249", "gRPC on a port of protocol HTTP", Edit("name: http, protocol: HTTP", "name: grpc, protocol: HTTP"), Edit("name: http, protocol: HTTP", "name: grpc, protocol: GRPC")),
        new("MF250", "a rule of the client's namespace without outlierDetection", Home + Bare("shop"), Home + Bare("shop").Replace("connectionPool", $"{Outlier}, {Balancer}, connectionPool")) { Inventory = Inhabited() },
        new("MF251", "two regions behind the first", ThreeRegions("r3"), ThreeRegions("r2")) { Inventory = WithRegion("r3"), NearInventory = WithRegion("r3") },
        new("MF301", "zones", Edit((Balancer, ""), ("r2/z1", "r1/z2")), Edit((Balancer, "loadBalancer: { localityLbSetting: { enabled: false } }"), ("r2/z1", "r1/z2"))),
        new("MF303", "a hash", Edit("loadBalancer: {", "loadBalancer: { consistentHash: { httpHeaderName: x-user },"), Edit("loadBalancer: {", "loadBalancer: { simple: RANDOM,")),
        new("MF304", "one second", Good + Route.Replace(", subset: v1", "").Replace("5s", "1s"), Good + Route.Replace(", subset: v1", "")),
        new("MF305", "the own namespace alone", Entry.Replace("namespace: shop", "namespace: home") + Rule + Sidecar("./*"), Entry.Replace("namespace: shop", "namespace: home") + Rule + Sidecar("home/*")),
        new("MF308", "an annotation", Good.Replace("kind: ServiceEntry\nmetadata: { name: host, namespace: shop", "kind: ServiceEntry\nmetadata: { name: host, namespace: shop, annotations: { networking.istio.io/traffic-distribution: PreferClose }"), Good),
        new("MF309", "more than all", Edit("maxEjectionPercent: 100", "maxEjectionPercent: 150"), Good),
        new("MF316", "retries that reach the standby", Good + Retried, Edit("maxEjectionPercent: 100", "maxEjectionPercent: 100, minHealthPercent: 1") + Retried),
        new("MF310", "an old field", Edit("consecutiveGatewayErrors: 3", "consecutiveErrors: 3"), Good),
    ];

    internal static Inventory WithRegion(string region) => new()
    {
        Clusters = [Observed() with { Nodes = [new NodeInfo { Name = "n", Locality = new ResolvedLocality(new Locality(region), []) }] }],
    };

    private static string Edit(string what, string with) => Edit((what, with));

    private static string Edit(params (string What, string With)[] edits) => edits.Aggregate(Good, (text, edit) =>
    {
        Assert.Contains(edit.What, text, StringComparison.Ordinal);
        return text.Replace(edit.What, edit.With, StringComparison.Ordinal);
    });

    private static string Port(string settings) =>
        Edit(Balancer, $"{Balancer}\n    portLevelSettings: [{{ port: {{ number: 80 }}, {settings} }}]");

    private static string Subset(string more) => Edit("host: host.example.com",
        $"host: host.example.com\n  subsets: [{{ name: v1, labels: {{ version: v1 }}{(more.Length > 0 ? ", " : "")}{more} }}]");

    // One cluster's endpoints, told by a label of Mesh under a prefix of the user's.
    private static string ByPlace(string more) =>
        Subset(more).Replace(Remote, Remote.Replace("v1", "v2")).Replace("version:", "mesh.example.com/cluster:");

    private static string Second(string more, string name = "z", string host = "host.example.com") => $"""
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {"{"} name: {name}, namespace: shop {"}"}
        spec:
          host: {host}
          {more}
          trafficPolicy:
            {Outlier}
            {Balancer}
        ---

        """;

    private static readonly string Plain = Route.Replace(", subset: v1", "");

    // The entry and its rule in another namespace than the client's.
    private static readonly string Home = Good.Replace("namespace: shop", "namespace: home");

    private static Inventory Inhabited() => new()
    {
        Clusters = [Observed() with { Workloads = [Pod("client"), Pod("client", "home"), Pod("client", "elsewhere")] }],
    };

    private static string Bare(string ns) => $"""
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {"{"} name: bare, namespace: {ns} {"}"}
        spec: {"{"} host: host.example.com, exportTo: ["."],
          trafficPolicy: {"{"} connectionPool: {"{"} tcp: {"{"} connectTimeout: 2s {"}"} {"}"} {"}"} {"}"}
        ---

        """;

    private static string ThreeRegions(string last) => Edit(
        Remote, $"{Remote}\n  - {"{"} address: 10.0.0.3, locality: {last}/z1, serviceAccount: sa {"}"}\n  - "
            + $"{"{"} address: 10.0.0.4, locality: r4/z1, serviceAccount: sa {"}"}");

    private static string Foreign(string apiVersion, string kind) => $"""
        apiVersion: {apiVersion}
        kind: {kind}
        metadata: {"{"} name: other, namespace: shop {"}"}
        spec: {"{"} parentRefs: [{"{"} name: door {"}"}] {"}"}
        ---

        """;

    // A second entry of the same host, without endpoints of its own.
    private static string Another(string resolution, string ports) => $"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {"{"} name: other, namespace: shop {"}"}
        spec: {"{"} hosts: [host.example.com], location: MESH_INTERNAL, {resolution}, {ports} {"}"}
        ---

        """;

    private static string Sidecar(string hosts) => $"""
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: {"{"} name: default, namespace: shop {"}"}
        spec: {"{"} egress: [{"{"} hosts: ["{hosts}"] {"}"}] {"}"}
        ---

        """;
}
