using Mesh.Inventories;
using Mesh.Istio.Analysis;
using static Mesh.Istio.Tests.Analysis.AnalysisWorld;

namespace Mesh.Istio.Tests.Analysis;

/// <summary>The mistakes that it takes a network, another cluster or an inventory to see.</summary>
internal static class MeshFaults
{
    internal const string Details = "details.shop.svc.cluster.local";
    private const string Keys = "loadBalancer: { localityLbSetting: { failoverPriority: [topology.kubernetes.io/region] } }";

    internal static readonly AnalyzerOptions Both = new() { RemoteSecrets = [new(East, [West]), new(West, [East])] };

    private static readonly string Behind = Good.Replace(Balancer, Keys).Replace("locality: r2/z1", "locality: r1/z2, network: n2");

    private static readonly string ByName = Good.Replace("trafficPolicy:", "trafficPolicy:\n    tls: { mode: DISABLE }");

    private static readonly string ByPod = Good.Replace(
        "trafficPolicy:", "trafficPolicy:\n    tls: { mode: ISTIO_MUTUAL, sni: outbound_.80_._.host.example.com }");

    internal static IEnumerable<AnalysisFault> All =>
    [
        new("MF212", "a hyphen", Good, Good) { Inventory = AnalysisFaults.WithRegion("r-1"), NearInventory = AnalysisFaults.WithRegion("r3") },
        new("MF214", "region behind a gateway", Behind, Behind.Replace("topology.kubernetes.io/region", "topology.istio.io/network")) { Inventory = Networked() },
        new("MF214", "a label twice", Good.Replace(Balancer, Keys.Replace("[topology.kubernetes.io/region]", "[version, version=v1]")), Good.Replace(Balancer, Keys.Replace("[topology.kubernetes.io/region]", "[version=v1]"))),
        new("MF215", "one address for two zones", Good, Good) { Inventory = Pair(true, true), NearInventory = Pair(true, false), Options = Both },
        new("MF216", "no gateway", Good, Good) { Inventory = Pair(false, false), NearInventory = Pair(true, false), Options = Both },
        new("MF217", "a network's gateway without address", Good, Good) { Inventory = Gateway(), NearInventory = Gateway("1.2.3.5") },
        new("MF218", "TLS ends at the network's gateway", Good + Server("SIMPLE, credentialName: c"), Good + Server("AUTO_PASSTHROUGH")) { Inventory = Gateway("1.2.3.5") },
        new("MF219", "plain text", Behind.Replace("topology.kubernetes.io/region", "topology.istio.io/network").Replace("trafficPolicy:", "trafficPolicy:\n    tls: { mode: DISABLE }"), Behind.Replace("topology.kubernetes.io/region", "topology.istio.io/network").Replace("trafficPolicy:", "trafficPolicy:\n    tls: { mode: ISTIO_MUTUAL }")) { Inventory = Networked() },
        new("MF220", "two trust domains", Good, Good)
        {
            Inventory = Trusting(""), NearInventory = Trusting("td-west"), Options = Both,
        },
        new("MF221", "a service of west", Good + For(Details), Good + For(Details))
        {
            Inventory = Elsewhere(false), NearInventory = Elsewhere(true),
        },
        new("MF222", "a port that the gateway does not have", Good, Good.Replace(Remote, Remote.Replace("serviceAccount", "ports: { http: 15443 }, serviceAccount")))
        {
            Inventory = new Inventory { Clusters = [Observed(), Observed(West, "r2/z1") with { Services =
                [Service("gw", "10.0.0.2") with { Ports = [new ServicePortInfo { Name = "tls", Number = 15443 }] }] }] },
        },
        new("MF222", "a port of another name", Good, Good)
        {
            Inventory = Named("web"), NearInventory = Named("http"), Options = Both,
        },
        new("MF201", "a remote endpoint in turn with the pods", Good + Workload("http: 15443"), Good + Workload("http: 15443") + For(Details)) { Inventory = WithPods() },
        new("MF217", "a gateway in a known network", Good.Replace(Remote, Remote.Replace("serviceAccount", "network: n2, ports: { http: 15443 }, serviceAccount")), Good.Replace(Remote, Remote.Replace("serviceAccount", "network: n2, ports: { http: 8080 }, serviceAccount"))) { Inventory = Networked() },
        new("MF218", "TLS ends where clients name the pod", ByPod, ByPod)
        {
            West = Server("ISTIO_MUTUAL", 80), NearWest = Server("AUTO_PASSTHROUGH", 80),
            Inventory = new Inventory { Clusters = [Observed(), Observed(West, "r2/z1") with { Services = [Service("details"),
                Service("door", "10.0.0.2")], Workloads = [Pod("client", locality: "r2/z1"), Pod("door", locality: "r2/z1")] }] },
        },
        new("MF222", "a key that is no port", Good + Workload("web: 15443") + For(Details), Good + Workload("http: 15443") + For(Details)) { Inventory = WithPods() },
        new("MF242", "a gateway without a server for the host", ByName, ByName)
        {
            West = Plain("other.example.com"), NearWest = Plain("host.example.com") + ToDetails, Inventory = Behind80(),
        },
        new("MF243", "an entry whose port the Service calls otherwise", Stub("web"), Stub("http")),
        new("MF243", "a WorkloadEntry that nothing selects", Good + Workload("http: 15443").Replace("app: details", "app: detail") + For(Details), Good + Workload("http: 15443") + For(Details)) { Inventory = WithPods() },
        new("MF245", "a gateway of a network without clusters", Good, Good) { Inventory = Labelled("n2"), NearInventory = Labelled("n1") },
        new("MF246", "one address for two clusters", Good, Good) { Inventory = Addressed("1.1.1.1"), NearInventory = Addressed("2.2.2.2") },
        new("MF252", "two servers for one host", Good + Server("AUTO_PASSTHROUGH") + Other("AUTO_PASSTHROUGH", 15443, "*.local"), Good + Server("AUTO_PASSTHROUGH") + Other("AUTO_PASSTHROUGH", 15444, "*.local")),
        new("MF252", "a server with a host of another", Good + Server("AUTO_PASSTHROUGH").Replace("*", "a.example.com") + Other("AUTO_PASSTHROUGH", 15443, "a.example.com\", \"b.example.com"), Good + Server("AUTO_PASSTHROUGH") + Other("AUTO_PASSTHROUGH", 15443, "*")),
        .. AccessFaults.All,
        new("MF306", "one way only", Good, Good)
        {
            Inventory = new Inventory { Clusters = [Observed(), Observed(West, "r2/z1")] },
                Options = new() { RemoteSecrets = [new(East, [West])] }, NearOptions = Both,
        },
        new("MF307", "a host of kube-system", Good + For("dns.kube-system.svc.cluster.local"), Good + For("dns.shop.svc.cluster.local"))
        {
            Inventory = new Inventory { Clusters =
                [Observed() with { Services = [Service("details"), Service("dns"), Service("dns") with { Namespace = "kube-system" }] }] },
        },
        new("MF315", "a rule in one cluster", Good, Good)
        {
            West = Entry, NearWest = Good.Replace("from: r1, to: r2", "from: r2, to: r1"),
                Inventory = new Inventory { Clusters = [Observed(), Observed(West, "r2/z1")] },
        },
    ];

    private static string Other(string tls, int port, string host) =>
        Server(tls, port).Replace("name: door,", "name: other,").Replace("\"*\"", $"\"{host}\"");

    private static Inventory Networked() => new()
    {
        Clusters = [Observed() with { Network = "n1", MeshNetworks =
            [new MeshNetworkInfo { Name = "n2", Gateways = [new MeshNetworkGateway("1.2.3.4", "", 15443, Locality.Empty)] }] }],
    };

    private static Inventory Pair(bool gateway, bool spread)
    {
        ClusterInventory Side(string name, string network, string locality, string address) => Observed(name, locality) with
        {
            Network = network,
            Workloads = [Pod("client", locality: locality), Pod("other", locality: spread && name == West ? "r2/z2" : locality)],
            Services = gateway ? [Door(network, address)] : [Service("details")],
        };
        return new Inventory { Clusters = [Side(East, "n1", "r1/z1", "1.1.1.1"), Side(West, "n2", "r2/z1", "2.2.2.2")] };
    }

    // The endpoint in the other region is the gateway of west.
    private static Inventory Behind80() => new()
    {
        Clusters =
        [
            Observed(),
            Observed(West, "r2/z1") with
            {
                Services = [Service("details"), Service("door", "10.0.0.2")],
                Workloads = [Pod("client", locality: "r2/z1"), Pod("door", locality: "r2/z1"), Pod("details", locality: "r2/z1")],
            },
        ],
    };

    // A Service without pods gives a ServiceEntry's host its name.
    private static string Stub(string port) => Good
        .Replace("host.example.com", Details).Replace("name: http, protocol", $"name: {port}, protocol");

    private static Inventory Labelled(string network) => new()
    {
        Clusters =
        [
            Observed() with
            {
                Network = "n1",
                Services = [Service("details"), Door(network, "1.2.3.5")],
                Workloads = [Pod("client"), Pod("door")],
            },
        ],
    };

    private static Inventory Addressed(string west) => new()
    {
        Clusters =
        [
            Observed() with { Services = [Service("details", "1.1.1.1")] },
            Observed(West, "r2/z1") with { Services = [Service("details", west)] },
        ],
    };

    internal static string Plain(string host) => $"""
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {"{"} name: door, namespace: shop {"}"}
        spec:
          selector: {"{"} app: door {"}"}
          servers: [{"{"} hosts: ["{host}"], port: {"{"} number: 80, name: http, protocol: HTTP {"}"} {"}"}]
        ---

        """;

    internal const string ToDetails = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: details, namespace: shop }
        spec:
          hosts: [host.example.com]
          gateways: [door]
          http: [{ route: [{ destination: { host: details.shop.svc.cluster.local } }] }]
        ---

        """;

    private static Inventory Gateway(params string[] addresses) => new()
    {
        Clusters =
        [Observed() with { Services = [Service("details"), Door("n1", addresses)], Workloads = [Pod("client"), Pod("door")] }]
    };

    private static ServiceInfo Door(string network, params string[] addresses) => Service("door", addresses) with
    {
        Labels = [new("topology.istio.io/network", network)],
        Ports = [new ServicePortInfo { Name = "tls", Number = 15443 }],
    };

    private static Inventory Trusting(string alias) => new()
    {
        Clusters =
        [
            Observed() with { TrustDomain = "td-east",
                MeshConfig = new MeshConfigInfo { TrustDomain = "td-east", TrustDomainAliases = alias.Length > 0 ? [alias] : [] } },
            Observed(West, "r2/z1") with { TrustDomain = "td-west" },
        ],
    };

    private static Inventory Elsewhere(bool captures) => new()
    {
        Clusters = [Observed() with { Services = [Service("ratings")], MeshConfig = new MeshConfigInfo { CapturesDns = captures } },
            Observed(West, "r2/z1")],
    };

    private static Inventory Named(string port) => new()
    {
        Clusters = [Observed(), Observed(West, "r2/z1") with { Services = [Service("details") with { Ports =
            [new ServicePortInfo { Name = port, Number = 80 }, .. port == "http" ? Array.Empty<ServicePortInfo>() : []] }] }],
    };

    // A service with a ready pod, so that a WorkloadEntry stands beside one.
    private static Inventory WithPods() => new()
    {
        Clusters = [Observed() with { Workloads = [Pod("client"), Pod("details") with { Address = "10.1.0.1" }] }],
    };

    internal static string Workload(string ports) => $"""
        apiVersion: networking.istio.io/v1
        kind: WorkloadEntry
        metadata: {"{"} name: details, namespace: shop {"}"}
        spec: {"{"} address: 34.1.1.1, locality: r2/z1, serviceAccount: sa, labels: {"{"} app: details {"}"},
          ports: {"{"} {ports} {"}"} {"}"}
        ---

        """;

    internal static string For(string host) =>
        Rule.Replace("name: host,", "name: other,").Replace("host: host.example.com", $"host: {host}");

    internal static string Server(string tls, int port = 15443) => $"""
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: {"{"} name: door, namespace: shop {"}"}
        spec:
          selector: {"{"} app: door {"}"}
          servers: [{"{"} hosts: ["*"], port: {"{"} number: {port}, name: tls, protocol: TLS {"}"}, tls: {"{"} mode: {tls} {"}"} {"}"}]
        ---

        """;
}
