using Mesh.Inventories;
using static Mesh.Istio.Tests.Analysis.AnalysisWorld;
using static Mesh.Istio.Tests.Analysis.MeshFaults;

namespace Mesh.Istio.Tests.Analysis;

/// <summary>The mistakes of who may call whom, with which TLS, and past which gateway.</summary>
internal static class AccessFaults
{
    private const string Mysql = "ports: [{ number: 3306, name: mysql, protocol: TCP }]";

    internal static IEnumerable<AnalysisFault> All =>
    [
        new("MF253", "mutual TLS to a pod without sidecar", Good + Tls("ISTIO_MUTUAL"), Good + Tls("ISTIO_MUTUAL")) { Inventory = Pods(hasSidecar: false), NearInventory = Pods() },
        new("MF253", "plain text to a pod that takes mutual TLS only", Good + Tls("DISABLE") + Peers("STRICT"), Good + Tls("DISABLE") + Peers("PERMISSIVE")) { Inventory = Pods() },
        new("MF253", "a namespace without mutual TLS and a pod that takes nothing else", Good + Peers("DISABLE") + Peers("STRICT", "app: details"), Good + Peers("STRICT") + Peers("STRICT", "app: details")) { Inventory = Pods() },
        new("MF242", "an entry without identity for a pod that takes mutual TLS only", Direct(""), Direct(", serviceAccount: default")) { Inventory = Pods() },
        new("MF254", "a gateway that is let in and refuses nobody", Good + Routed + Allow("principals: [cluster.local/ns/shop/sa/door]"), Good + Routed + Allow("principals: [cluster.local/ns/shop/sa/door, cluster.local/ns/shop/sa/default]")) { Inventory = WithDoor() },
        new("MF255", "a namespace with an ingress gateway", Good + Routed + Allow("namespaces: [shop]"), Good + Routed + Allow("principals: [cluster.local/ns/shop/sa/door, cluster.local/ns/shop/sa/default]")) { Inventory = WithDoor("9.9.9.9") },
        new("MF256", "two hosts of MySQL", Good + Database("one") + Database("two"), Good + Database("one", ", addresses: [240.1.1.1]") + Database("two")),
        new("MF257", "a gateway that takes TCP", Bytes("TCP"), Bytes("TLS")) { West = ForBytes("protocol: TCP", "tcp: [{ "), NearWest = ForBytes("protocol: TLS }, tls: { mode: PASSTHROUGH", "tls: [{ match: [{ sniHosts: [host.example.com] }], "), Inventory = TwoClusters() },
        new("MF258", "pods that are read before what is written", Good + Workload("http: 80") + Ranked("tier=own"), Good + Ranked("tier=own"))
        {
            West = Good + Ranked("tier=own"), Inventory = TwoClusters("34.1.1.1"), Options = Both,
        },
        new("MF259", "a rule that is not exported", Home("exportTo: [\".\"]") + ToSubset, Home("exportTo: [\"*\"]") + ToSubset)
        {
            Inventory = new Inventory { Clusters = [Observed() with { Workloads = [Pod("client"), Pod("client", "home")] }] },
        },
    ];

    private static string Tls(string mode) => For(Details).Replace("trafficPolicy:", $"trafficPolicy:\n    tls: {{ mode: {mode} }}");

    private static WorkloadInfo Details1(string address = "10.1.0.1", string locality = "r1/z1") =>
        Pod("details", locality: locality) with { Address = address, Labels = Pod("details").Labels.With("tier", "own") };

    private static Inventory Pods(bool hasSidecar = true) => new()
    {
        Clusters =
        [
            Observed() with
            {
                Workloads = [Pod("client"), hasSidecar ? Details1() : Details1() with { InMesh = false, Labels = [new("app", "details")] }],
            },
        ],
    };

    private static Inventory WithDoor(params string[] external) => new()
    {
        Clusters =
        [
            Observed() with
            {
                Services = [Service("details"), Service("door", external)],
                Workloads = [Pod("client"), Details1(), Pod("door") with { Address = "10.1.0.9", ServiceAccount = "door" }],
            },
        ],
    };

    // West's gateway is behind the endpoint in the other region.
    private static Inventory TwoClusters(string door = "10.0.0.2") => new()
    {
        Clusters =
        [
            Observed() with { Workloads = [Pod("client"), Details1()] },
            Observed(West, "r2/z1") with
            {
                Services = [Service("details"), Service("door", door)],
                Workloads =
                [
                    Pod("client", locality: "r2/z1"), Details1("10.2.0.1", "r2/z1"),
                    Pod("door", locality: "r2/z1") with { Address = "10.2.0.9" },
                ],
            },
        ],
    };

    private static string Peers(string mode, string selector = "") => $"""
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {"{"} name: {(selector.Length > 0 ? "details" : "default")}, namespace: shop {"}"}
        spec:
          mtls: {"{"} mode: {mode} {"}"}
          {(selector.Length > 0 ? $"selector: {"{"} matchLabels: {"{"} {selector} {"}"} {"}"}" : "")}
        ---

        """;

    // The entry's first endpoint is a pod of this cluster.
    private static string Direct(string account) => Good.Replace(
        "address: 10.0.0.1, locality: r1/z1, labels: { version: v1 }, serviceAccount: sa",
        $"address: 10.1.0.1, locality: r1/z1, labels: {{ version: v1 }}{account}") + Peers("STRICT");

    private static readonly string Routed = Plain("host.example.com") + ToDetails;

    private static string Allow(string source) => $"""
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: {"{"} name: details, namespace: shop {"}"}
        spec:
          selector: {"{"} matchLabels: {"{"} app: details {"}"} {"}"}
          action: ALLOW
          rules: [{"{"} from: [{"{"} source: {"{"} {source} {"}"} {"}"}] {"}"}]
        ---

        """;

    private static string Database(string name, string more = "") => $"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {"{"} name: {name}, namespace: shop {"}"}
        spec: {"{"}
            hosts: [{name}.example.com], location: MESH_INTERNAL, resolution: STATIC, {Mysql},
            endpoints: [{"{"} address: 10.0.7.1, locality: r1/z1 {"}"}]{more} {"}"}
        ---

        """;

    private static string Bytes(string protocol) => Good
        .Replace("name: http, protocol: HTTP", $"name: bytes, protocol: {protocol}")
        .Replace("trafficPolicy:", "trafficPolicy:\n    tls: { mode: DISABLE }");

    private static string ForBytes(string protocol, string route) => $"""
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {"{"} name: door, namespace: shop {"}"}
        spec:
          selector: {"{"} app: door {"}"}
          servers: [{"{"} hosts: [host.example.com], port: {"{"} number: 80, name: bytes, {protocol} {"}"} {"}"}]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: {"{"} name: details, namespace: shop {"}"}
        spec:
          hosts: [host.example.com]
          gateways: [door]
          {route}route: [{"{"} destination: {"{"} host: {Details} {"}"} {"}"}] {"}"}]
        ---

        """;

    private static string Ranked(string key) => For(Details).Replace(
        Balancer, $"loadBalancer: {{ localityLbSetting: {{ failoverPriority: [\"{key}\"] }} }}");

    private static string Home(string export) => Entry.Replace("namespace: shop", "namespace: home")
        + Rule.Replace("namespace: shop", "namespace: home").Replace(
            "host: host.example.com", $"host: host.example.com\n  {export}\n  subsets: [{{ name: v1, labels: {{ version: v1 }} }}]");

    private const string ToSubset = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: host, namespace: shop }
        spec:
          hosts: [host.example.com]
          http: [{ route: [{ destination: { host: host.example.com, subset: v1 } }] }]
        ---

        """;
}
