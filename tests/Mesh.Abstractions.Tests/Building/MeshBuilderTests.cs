using Mesh.Diagnostics;

namespace Mesh.Abstractions.Tests.Building;

public partial class MeshBuilderTests
{
    [Fact]
    public void Edges_transits_and_reachability_are_built_as_they_are_said()
    {
        MeshModel model = new MeshBuilder("o")
            .WithNetworkReachability("one", "two")
            .WithNetworkReachability("two")
            .AddCluster("aws", c => c.WithNetwork("one"))
            .AddCluster("gcp", c => c.WithNetwork("two"))
            .AddTenant("t", t => t.AddWorkspace("w", w => w
                .WithNamespaces("*/w")
                .AddGateway(
                    "ingress",
                    g => g.InNamespace("w").WithWorkload("app", "ingress").AddHttpServer("a", "a.example.com", s => s.RouteTo("a", 80)))
                .AddGateway("transit", g => g.InNamespace("w").WithWorkload("app", "transit").AsTransit())
                .AddGateway("edge", g => g
                    .InNamespace("w").WithWorkload("app", "edge")
                    .AddHttpServer("auto", "a.example.com", s => s.RouteToClusters())
                    .AddHttpServer("named", "b.example.com", s => s
                        .AddRoute(r =>
                            r.WhenPathPrefix("/old/")
                                .RouteToClusters(c => c.ForHost("a.example.com").Named("aws", "gcp").WithRewritePath("/")))
                        .RouteToClusters(c => c.ForHost("a.example.com").Weighted(("aws", 80), ("gcp", 20)).WithFallback())))))
            .Build();
        ValueList<WorkspaceGateway> gateways = model.Organization.Tenants[0].Workspaces[0].Gateways;

        Assert.Equal([new("one", ["two"]), new("two", [])], model.Organization.NetworkReachability);
        Assert.Equal([null, true, null], gateways.Select(gateway => gateway.Transit));
        Assert.Equal(
            [
                new ClusterAction(),
                new ClusterAction { Host = "a.example.com", Clusters = [new("aws"), new("gcp")], RewritePath = "/" },
                new ClusterAction { Host = "a.example.com", Clusters = [new("aws", 80), new("gcp", 20)], Fallback = true },
            ],
            gateways[2].Servers.Cast<HttpServer>().SelectMany(server => server.Routes).Select(route => route.Action));
    }

    [Fact]
    public void The_design_sample_builds_the_article()
    {
        MeshModel model = new MeshBuilder("tetrate")
            .AddCluster("aws", c => c.WithRegion("us-east-2").WithNetwork("aws"))
            .AddCluster("gcp", c => c.WithRegion("us-west1").WithNetwork("gcp"))
            .AddTenant("dev", t => t
                .AddWorkspace("bookinfo", w => w
                    .WithNamespaces("*/bookinfo-backend")
                    .AddGateway("ingress-bookinfo", g => g
                        .InNamespace("bookinfo-backend").WithWorkload("app", "ingress-bookinfo")
                        .AddHttpServer("bookinfo", "demo-1-bookinfo.cx.tetrate.info", s => s.RouteTo("productpage", 9080))
                        .AddHttpServer("details", "details.cx.tetrate.info", s => s.RouteTo("details", 9080)))
                    .WithFailover(f => f.Prefer("aws", "gcp"))))
            .Build();

        Assert.Equal(
            new MeshModel(new Organization
            {
                Name = "tetrate",
                Clusters =
                [
                    new() { Name = "aws", Locality = new Locality("us-east-2"), Network = "aws" },
                    new() { Name = "gcp", Locality = new Locality("us-west1"), Network = "gcp" },
                ],
                Tenants =
                [
                    new()
                    {
                        Name = "dev",
                        Workspaces =
                        [
                            new()
                            {
                                Name = "bookinfo",
                                Namespaces = [new("*", "bookinfo-backend")],
                                Gateways =
                                [
                                    new()
                                    {
                                        Name = "ingress-bookinfo",
                                        Namespace = "bookinfo-backend",
                                        Workload = [new("app", "ingress-bookinfo")],
                                        Servers =
                                        [
                                            Server("bookinfo", "demo-1-bookinfo.cx.tetrate.info", "productpage"),
                                            Server("details", "details.cx.tetrate.info", "details"),
                                        ],
                                    },
                                ],
                                Settings = new() { Failover = new() { Order = [new([new("aws")]), new([new("gcp")])] } },
                            },
                        ],
                    },
                ],
            }),
            model);
    }

    [Fact]
    public void Every_part_of_a_route_can_be_said()
    {
        MeshModel model = Build(g => g.AddHttpServer("s", "s.example.com", s => s
            .WithPort(8080)
            .AddRoute(r => r
                .WhenPathPrefix("/api").WhenHeader("x", TextMatch.Exact("y")).WhenMethod("GET", "HEAD")
                .Or().WhenPath("/exact")
                .Or().WhenPathRegex("/[0-9]+")
                .RouteTo("reviews", 9080, weight: 80).RouteTo("reviews-v2", 9080, weight: 20)
                .WithRewritePath("/").WithRewriteAuthority("reviews.example.com")
                .WithRequestHeader("x-a", "1").WithoutRequestHeader("x-b").WithResponseHeader("x-c", "2").WithoutResponseHeader("x-d")
                .WithTimeout(TimeSpan.FromSeconds(3)).WithCors("https://www.example.com"))
            .RedirectTo(scheme: "https", code: 308)));

        Assert.Equal(
            new HttpServer
            {
                Name = "s",
                Hostname = "s.example.com",
                Port = 8080,
                Routes =
                [
                    new()
                    {
                        Matches =
                        [
                            new()
                            {
                                Path = TextMatch.Prefix("/api"),
                                Headers = [new("x", TextMatch.Exact("y"))],
                                Methods = ["GET", "HEAD"],
                            },
                            new() { Path = TextMatch.Exact("/exact") },
                            new() { Path = TextMatch.Regex("/[0-9]+") },
                        ],
                        Action = new ForwardAction
                        {
                            Destinations = [
                                new() { Service = "reviews", Port = 9080, Weight = 80 },
                                new() { Service = "reviews-v2", Port = 9080, Weight = 20 }],
                            RewritePath = "/",
                            RewriteAuthority = "reviews.example.com",
                        },
                        RequestHeaders = new() { Set = [new("x-a", "1")], Remove = ["x-b"] },
                        ResponseHeaders = new() { Set = [new("x-c", "2")], Remove = ["x-d"] },
                        Timeout = TimeSpan.FromSeconds(3),
                        Cors = new() { AllowOrigins = [TextMatch.Exact("https://www.example.com")] },
                    },
                    new() { Action = new RedirectAction { Scheme = "https", Code = 308 } },
                ],
            },
            Assert.Single(ServersOf(model)));
    }

    [Fact]
    public void What_no_route_takes_comes_last_wherever_it_is_said()
    {
        MeshModel model = Build(
            g => g.AddHttpServer("s", "s.example.com", s => s.RouteTo("all", 80).AddRoute(r => r.WhenPath("/a").RespondWith(200, "a"))));

        var server = Assert.IsType<HttpServer>(Assert.Single(ServersOf(model)));
        Assert.IsType<DirectResponseAction>(server.Routes[0].Action);
        Assert.IsType<ForwardAction>(server.Routes[1].Action);
    }

    [Fact]
    public void All_kinds_of_servers_can_be_added()
    {
        MeshModel model = Build(g => g
            .WithServiceAccount("ingress").WithLabel("team", "a").WithAnnotation("owner", "b")
            .AddHttpsServer("https", "https.example.com", s => s.WithTls("cert", TlsTermination.Mutual).WithTls(t => t
                .WithVersions(
                    TlsVersion.Tls12, TlsVersion.Tls13).WithCipherSuites("AES128-SHA").WithSubjectAltNames("client")).RouteTo("a", 1))
            .AddTcpServer("tcp", "tcp.example.com", 9000, s => s.RouteTo("b", 2, 1).RouteTo("c", 3, 2))
            .AddTlsPassthroughServer("tls", "tls.example.com", s => s.WithPort(8443).RouteTo("d", 4)));

        Assert.Equal(
        [
            new HttpsServer
            {
                Name = "https",
                Hostname = "https.example.com",
                Tls = new()
                {
                    CredentialName = "cert",
                    Mode = TlsTermination.Mutual,
                    MinVersion = TlsVersion.Tls12,
                    MaxVersion = TlsVersion.Tls13,
                    CipherSuites = ["AES128-SHA"],
                    SubjectAltNames = ["client"],
                },
                Routes = [new() { Action = new ForwardAction { Destinations = [new() { Service = "a", Port = 1 }] } }],
            },
            new TcpServer
            {
                Name = "tcp",
                Hostname = "tcp.example.com",
                Port = 9000,
                Destinations = [new() { Service = "b", Port = 2, Weight = 1 }, new() { Service = "c", Port = 3, Weight = 2 }],
            },
            new TlsPassthroughServer
            {
                Name = "tls",
                Hostname = "tls.example.com",
                Port = 8443,
                Destinations = [new() { Service = "d", Port = 4 }],
            },
        ], ServersOf(model));
    }

    [Fact]
    public void Settings_can_be_said_on_every_level_and_add_up_on_one()
    {
        MeshModel model = new MeshBuilder("o")
            .AddCluster(
                "aws",
                c => c.WithLocality("r", "z", "s").WithTrustDomain("aws.example").WithIstioVersion("v1.30.3").WithLabel("env", "prod"))
            .AddCluster("gcp", c => c.WithZone("z").WithRegion("r"))
            .WithOutlierDetection(o => o.WithInterval(TimeSpan.FromSeconds(1)))
            .WithOutlierDetection(o => o.WithMaxEjectionPercent(50))
            .WithSettings(new TrafficSettings { RequestTimeout = TimeSpan.FromSeconds(9) })
            .AddTenant("t", t => t.WithRetries(r => r.WithAttempts(3).NotIdempotent())
                .AddWorkspace("w", w => w.WithNamespaces("*/ns").WithLoadBalancing(LoadBalancingAlgorithm.RoundRobin)
                    .AddGateway(
                        "g",
                        g =>
                            g.InNamespace("ns")
                                .WithWorkload("app", "g")
                                .WithConnectionPool(c => c.WithConnectTimeout(TimeSpan.FromSeconds(2)))
                        .AddHttpServer("s", "s.example.com", s => s.RouteTo("svc", 80)
                            .WithFailover(f =>
                                f.Prefer("aws")
                                    .ThenPrefer(("gcp", 1))
                                    .PreferFor("gcp", "gcp", "aws")
                                    .LocalFirst()
                                    .FailoverRegion("r", "q")
                                    .IgnoreZones())))))
            .TryBuild(out MeshModel? built, out DiagnosticList diagnostics) ? built : throw new MeshModelException(diagnostics);

        Organization organization = model.Organization;
        EffectiveSettings effective = EffectiveSettings.Of(
            organization, organization.Tenants[0], organization.Tenants[0].Workspaces[0],
                organization.Tenants[0].Workspaces[0].Gateways[0], ServersOf(model)[0]);
        Assert.Equal(
            new TrafficSettings
            {
                OutlierDetection = new() { Interval = TimeSpan.FromSeconds(1), MaxEjectionPercent = 50 },
                Retries = new() { Attempts = 3, Idempotent = false },
                LoadBalancing = new() { Algorithm = LoadBalancingAlgorithm.RoundRobin },
                ConnectionPool = new() { ConnectTimeout = TimeSpan.FromSeconds(2) },
                RequestTimeout = TimeSpan.FromSeconds(9),
                Failover = new()
                {
                    Order = [new([new("aws")]), new([new("gcp", 1)])],
                    OrderByClient = [new("gcp", [new([new("gcp")]), new([new("aws")])])],
                    LocalFirst = true,
                    Regions = [new("r", "q")],
                    PreferZone = false,
                },
            },
            effective.Settings);
        Assert.Equal(new Locality("r", "z", "s"), organization.Clusters[0].Locality);
        Assert.Equal(IstioVersion.V1_30, organization.Clusters[0].IstioVersion);
        Assert.Equal(new Locality("r", "z"), organization.Clusters[1].Locality);
        Assert.Equal("MM094", Assert.Single(diagnostics).Code);
    }

    private static HttpServer Server(string name, string host, string service) => new()
    {
        Name = name,
        Hostname = host,
        Routes = [new() { Action = new ForwardAction { Destinations = [new() { Service = service, Port = 9080 }] } }],
    };

    private static MeshModel Build(Action<GatewayBuilder> configure) => new MeshBuilder("o")
        .AddCluster("aws")
        .AddTenant("t", t => t.AddWorkspace("w", w => w.WithNamespaces("*/ns").AddGateway("g", g =>
        {
            g.InNamespace("ns").WithWorkload("app", "g");
            configure(g);
        })))
        .Build();

    private static ValueList<GatewayServer> ServersOf(MeshModel model) => model.Organization.Tenants[0].Workspaces[0].Gateways[0].Servers;
}
