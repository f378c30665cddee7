using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Benchmarks.Serialization;

/// <summary>The objects of the article's scenario as they are generated for one cluster.</summary>
internal static class BookinfoObjects
{
    private const string SharedNamespace = "mesh-multicluster";

    public static VirtualService VirtualService { get; } = Route("details");

    public static ValueList<IstioObject> All { get; } =
    [
        new Namespace { Metadata = Meta(SharedNamespace, null) },
        .. Host("bookinfo"), .. Host("details"), Gateway(), Route("bookinfo"), Route("details"),
    ];

    private static ObjectMeta Meta(string name, string? ns) => new()
    {
        Name = name,
        Namespace = ns,
        Labels =
        [
            new("app.kubernetes.io/managed-by", "mesh"), new("multicluster.mesh/organization", "tetrate"),
            new("multicluster.mesh/tenant", "dev"),
            new("multicluster.mesh/workspace", "bookinfo"),
        ],
        Annotations = [new("multicluster.mesh/path", "organizations/tetrate/tenants/dev/workspaces/bookinfo/gateways/ingress-bookinfo")],
    };

    private static IEnumerable<IstioObject> Host(string host)
    {
        string name = $"{host}.cx.tetrate.info";
        yield return new DestinationRule
        {
            Metadata = Meta($"gateway-{host}-cx-tetrate-info", SharedNamespace),
            Host = name,
            TrafficPolicy = new TrafficPolicy
            {
                LoadBalancer = new LoadBalancerSettings
                {
                    LocalityLbSetting = new Api.LocalityLbSetting
                    {
                        Enabled = true,
                        FailoverPriority =
                            ["multicluster.mesh/fallback-1", "topology.kubernetes.io/region", "topology.kubernetes.io/zone",
                                "topology.istio.io/subzone"],
                    },
                },
                ConnectionPool = new Api.ConnectionPoolSettings { Tcp = new TcpSettings { ConnectTimeout = TimeSpan.FromSeconds(2) } },
                OutlierDetection = new OutlierDetection
                {
                    ConsecutiveGatewayErrors = 3,
                    Consecutive5xxErrors = 0,
                    Interval = TimeSpan.FromSeconds(5),
                    BaseEjectionTime = TimeSpan.FromSeconds(30),
                    MaxEjectionPercent = 100,
                },
                Tls = new ClientTlsSettings { Mode = ClientTlsMode.IstioMutual, Sni = name },
            },
            ExportTo = ["*"],
        };
        yield return new ServiceEntry
        {
            Metadata = Meta($"gateway-{host}-cx-tetrate-info", SharedNamespace),
            Hosts = [name],
            Ports = [new ServicePort { Number = 80, Name = "http", Protocol = "HTTP" }],
            Location = ServiceEntryLocation.MeshInternal,
            Resolution = ServiceEntryResolution.Static,
            Endpoints = [Endpoint("10.96.1.50", "us-east-2/us-east-2a", "aws", "local"), Endpoint(
                "34.1.1.1", "us-west1/us-west1-a", "gcp", "remote")],
            SubjectAltNames = ["spiffe://cluster.local/ns/bookinfo-backend/sa/ingress-bookinfo"],
            ExportTo = ["*"],
        };
    }

    private static WorkloadEndpoint Endpoint(string address, string locality, string cluster, string gateway) => new()
    {
        Address = address,
        Locality = locality,
        Ports = [new("http", 15443)],
        Labels =
        [
            new("multicluster.mesh/cluster", cluster), new("multicluster.mesh/gateway", gateway),
            new("multicluster.mesh/fallback-1", cluster),
            new("security.istio.io/tlsMode", "istio"),
        ],
    };

    private static Api.Gateway Gateway() => new()
    {
        Metadata = Meta("ingress-bookinfo-916914ed598f92b8", "bookinfo-backend"),
        Selector = [new("app", "ingress-bookinfo")],
        Servers =
        [
            .. ((string[])["bookinfo", "details"]).SelectMany(name => (Server[])
            [
                new Server
                {
                    Port = new Port { Number = 80, Name = $"http-{name}", Protocol = "HTTP" },
                    Hosts = [$"bookinfo-backend/{name}.cx.tetrate.info"],
                },
                new Server
                {
                    Port = new Port { Number = 15443, Name = $"mtls-{name}", Protocol = "HTTPS" },
                    Hosts = [$"bookinfo-backend/{name}.cx.tetrate.info"],
                    Tls = new ServerTlsSettings { Mode = Api.ServerTlsMode.IstioMutual },
                },
            ]),
        ],
    };

    private static VirtualService Route(string name) => new()
    {
        Metadata = Meta($"ingress-bookinfo-916914ed598f92b8-{name}", "bookinfo-backend"),
        Hosts = [$"{name}.cx.tetrate.info"],
        Gateways = ["bookinfo-backend/ingress-bookinfo-916914ed598f92b8"],
        Http =
        [
            new Api.HttpRoute
            {
                Name = name,
                Match =
                [
                    new HttpMatchRequest { Uri = new StringMatch.Prefix("/"), Port = 80 },
                    new HttpMatchRequest { Uri = new StringMatch.Prefix("/"), Port = 15443 },
                ],
                Route =
                [
                    new HttpRouteDestination
                    {
                        Destination = new Api.Destination
                        {
                            Host = $"{name}.bookinfo-backend.svc.cluster.local",
                            Port = new PortSelector { Number = 9080 },
                        },
                        Weight = 100,
                    },
                ],
                Timeout = TimeSpan.FromSeconds(10),
                Retries = new HttpRetry
                {
                    Attempts = 2,
                    RetryOn = "gateway-error,connect-failure,refused-stream,reset",
                    RetryRemoteLocalities = true,
                },
            },
        ],
        ExportTo = ["."],
    };
}
