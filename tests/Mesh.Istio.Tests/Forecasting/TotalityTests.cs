using CsCheck;
using Mesh.Diagnostics;
using Mesh.Istio.Analysis;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Resources;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>Whatever resources hold, there is an answer and never an exception, and it is the same every time.</summary>
public class TotalityTests
{
    private static readonly Gen<string> Word = Any(
        "", "*", ".", "~", "shop", "details", "host.example.com", "*.example.com", "shop/*", "./x", "*/*", "a/b/c", "r1/z1", "r1/*",
        "outbound_.80_._.host.example.com", "9999999999", "ü");

    private static readonly Gen<ValueList<string>> Words = Word.Array[0, 3].Select(words => words.ToValueList());

    private static readonly Gen<ValueMap<string>> Labels =
        Gen.Select(Any("app", "", "topology.istio.io/network", "security.istio.io/tlsMode"), Word, KeyValuePair.Create).Array[0, 2]
            .Select(entries => entries.ToValueMap());

    private static readonly Gen<uint> Port = Any(0u, 80u, 15443u, uint.MaxValue);

    private static readonly Gen<ObjectMeta> Meta =
        Gen.Select(
            Word, Any<string?>("shop", "istio-system", "", null), Labels,
            (name, ns, labels) => new ObjectMeta { Name = name, Namespace = ns, Labels = labels });

    private static readonly Gen<TrafficPolicy?> Policy = Gen.Select(
        Words, Word, Gen.Bool, Gen.Int[-1, 3], (labels, region, outlier, kind) => kind < 0 ? null : new TrafficPolicy
        {
            OutlierDetection = outlier ? new OutlierDetection { MinHealthPercent = kind * 40, MaxEjectionPercent = -kind } : null,
            LoadBalancer = new LoadBalancerSettings
            {
                Algorithm = kind == 0 ? new LoadBalancerAlgorithm.Simple(SimpleLoadBalancer.Passthrough) : null,
                LocalityLbSetting = kind == 1 ? null : new LocalityLbSetting
                {
                    FailoverPriority = labels,
                    Failover = [new LocalityFailover { From = region }, new LocalityFailover { To = region }],
                    Distribute = kind == 2
                    ? [new LocalityDistribute { From = region, To = [new(region, 0), new("*", uint.MaxValue)] }]
                    : default,
                },
            },
            PortLevelSettings = kind == 3
            ? [new PortTrafficPolicy(), new PortTrafficPolicy { Port = new PortSelector { Number = 80 }, Tls = new ClientTlsSettings() }]
            : default,
        });

    private static readonly Gen<IstioObject> Object = Gen.OneOf<IstioObject>(
        Gen.Select(Meta, Word, Policy, Words, Labels, (meta, host, policy, exportTo, labels) => (IstioObject)new DestinationRule
        {
            Metadata = meta,
            Host = host,
            TrafficPolicy = policy,
            ExportTo = exportTo,
            Subsets = [new Subset { Name = host, Labels = labels, TrafficPolicy = policy }, new Subset { Name = "" }],
            WorkloadSelector = labels.IsEmpty ? null : new LabelSelector { MatchLabels = labels },
        }),
        Gen.Select(
            Meta, Words, Words, Gen.Enum<ServiceEntryResolution>(), Port, Labels,
            (meta, hosts, words, resolution, port, labels) => (IstioObject)new ServiceEntry
            {
                Metadata = meta,
                Hosts = hosts,
                ExportTo = words,
                Resolution = resolution,
                Ports = [
                new ServicePort { Number = port, Name = "http", Protocol = "HTTP" },
                new ServicePort { Number = 80, Name = "", TargetPort = port }],
                Endpoints = words.Select(
                word => new WorkloadEndpoint { Address = word, Locality = word, Network = word, Weight = port, Labels = labels })
                .ToValueList(),
                WorkloadSelector = labels.IsEmpty ? null : new WorkloadSelector { Labels = labels },
            }),
        Gen.Select(Meta, Labels, Word, Port, (meta, labels, word, port) => (IstioObject)new WorkloadEntry
        {
            Metadata = meta,
            Address = word,
            Labels = labels,
            Locality = word,
            Ports = [new("http", port)],
        }),
        Gen.Select(Meta, Words, Labels, Port, (meta, hosts, labels, port) => (IstioObject)new Sidecar
        {
            Metadata = meta,
            WorkloadSelector = labels.IsEmpty ? null : new WorkloadSelector { Labels = labels },
            Egress = [
                new IstioEgressListener { Hosts = hosts, Port = port == 0 ? null : new SidecarPort { Number = port, Protocol = "HTTP" } }],
        }),
        Gen.Select(Meta, Words, Words, Word, Port, (meta, hosts, gateways, word, port) => (IstioObject)new VirtualService
        {
            Metadata = meta,
            Hosts = hosts,
            Gateways = gateways,
            Http =
            [
                new Mesh.Istio.Resources.HttpRoute
                {
                    Match = [new HttpMatchRequest { Uri = new StringMatch.Regex(word), Port = port }],
                    Route = [
                        new HttpRouteDestination { Destination = new Mesh.Istio.Resources.Destination { Host = word }, Weight = -1 },
                        new HttpRouteDestination { Destination = new Mesh.Istio.Resources.Destination { Host = "" } }],
                },
                new Mesh.Istio.Resources.HttpRoute
                {
                    Route = [new HttpRouteDestination
                    {
                        Destination = new Mesh.Istio.Resources.Destination { Host = word, Port = new PortSelector() },
                    }],
                },
            ],
        }),
        Gen.Select(
            Meta, Words, Labels, Any("HTTP", "HTTPS", "TLS", "TCP", ""), Gen.Enum<Mesh.Istio.Resources.ServerTlsMode>(),
            (meta, hosts, labels, protocol, mode) => (IstioObject)new Mesh.Istio.Resources.Gateway
            {
                Metadata = meta,
                Selector = labels,
                Servers = [new Server
            {
                Hosts = hosts,
                Port = new Port { Number = 80, Name = "", Protocol = protocol },
                Tls = protocol is "HTTPS" or "TLS" ? new ServerTlsSettings { Mode = mode } : null,
            }],
            }));

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Any_resources_have_an_answer() =>
        Gen.Select(Object.Array[0, 8], Labels, Gen.Enum<ProxyType>(), Word, Gen.Bool).Sample(
            (objects, labels, type, word, old) =>
            {
                PushContext mesh = PushContext.Of(
                    "east", new MeshResources
                    {
                        Clusters = [new ClusterResources("east") { Objects = objects.ToValueList() }],
                    }, Inventories.Inventory.Empty)
                    with
                { Version = old ? IstioVersion.V1_30 : IstioVersion.V1_31 };
                var proxy = new ClientProxy
                {
                    Namespace = "shop",
                    Labels = labels,
                    Type = type,
                    Network = word,
                    Locality = Locality.Parse(word),
                    Cluster = word,
                };
                ProxyConfig view = new ControlPlaneView(mesh).For(proxy);
                EnvoyCluster[] clusters = [.. view.Clusters];
                Assert.Equal(clusters, new ControlPlaneView(mesh).For(proxy).Clusters);
                Assert.All(
                    clusters.SelectMany(cluster => (cluster.Groups ?? default).Select(cluster.Explain)), reason => Assert.NotEmpty(reason));
                var call = new ProxyCall
                {
                    Port = 80,
                    Host = "host.example.com",
                    Sni = "host.example.com",
                    Address = word,
                    Tls = old ? CallTls.Mutual : CallTls.None,
                };
                Assert.Equal(view.Route(call), view.Route(call));
            },
            iter: 2_000);

    [Fact]
    public void Any_resources_have_a_forecast() =>
        Gen.Select(Object.Array[0, 8], Word, Gen.Int[0, 5]).Sample(
            (objects, word, kind) =>
            {
                var resources = new MeshResources { Clusters = [new ClusterResources("east") { Objects = objects.ToValueList() }] };
                ForecastQuery query = new Forecaster(resources, Shop)
                    .ForClient("east", "shop/details")
                    .To(word.Length == 0 ? "host.example.com" : word, kind == 0 ? 9080 : 80);
                Forecast forecast = query.When(failure => _ = kind switch
                {
                    1 => failure.ServiceDown("east", "shop/details", 1),
                    2 => failure.GatewayDown("east", "shop/x"),
                    3 => failure.RegionDown("r1"),
                    4 => failure.ClusterDown("east"),
                    _ => failure,
                });
                Assert.Equal(100, forecast.Shares.Sum(share => share.Percent) + forecast.LostPercent, 6);
                Assert.NotEmpty(forecast.Explain());
            },
            iter: 2_000);

    [Fact]
    public void Any_resources_can_be_simulated() =>
        Gen.Select(Object.Array[0, 8], Object.Array[0, 2], Word, Gen.Int[0, 5]).Sample(
            (objects, others, word, kind) =>
            {
                MeshResources Of(IstioObject[] all) => new() { Clusters = [new ClusterResources("east") { Objects = all.ToValueList() }] };
                var simulator = new Simulator(Of(objects), Shop);
                SimulationClient client = kind == 0
                    ? simulator.ForGateway("east", "shop/details")
                    : simulator.ForClient("east", "shop/details");
                SimulationResult result = client.To(word.Length == 0 ? "host.example.com" : word, kind == 1 ? 9080 : 80)
                    .WithRate(10).For(TimeSpan.FromSeconds(3)).WithLog(line => Assert.NotEmpty(line.ToString()))
                    .At(TimeSpan.FromSeconds(1), failure => _ = kind switch
                    {
                        2 => failure.PodsFail("east", "shop/details", FailureKind.Hangs, 1),
                        3 => failure.RegionDown("r1").ServiceScaledToZero("east", "shop/details"),
                        4 => failure.ClusterDown("east"),
                        _ => failure.ServiceDown("east", "shop/details", 1),
                    })
                    .PushAt(TimeSpan.FromSeconds(2), Of(others))
                    .Run();
                Assert.True(result.Requests is 30 or 0 && result.Failed <= result.Requests);
                Assert.True(result.Requests > 0 || result.Diagnostics.HasErrors);
                Assert.NotEmpty(result.ToString());
            },
            iter: 1_000);

    [Fact]
    public void Any_resources_can_be_analyzed() =>
        Gen.Select(Object.Array[0, 8], Object.Array[0, 4], Gen.Int[0, 2]).Sample(
            (objects, others, kind) =>
            {
                var resources = new MeshResources
                {
                    Clusters = [
                        new ClusterResources("east") { Objects = objects.ToValueList() },
                        new ClusterResources("west") { Objects = others.ToValueList() }],
                };
                var analyzer = new Analyzer(
                    new AnalyzerOptions { RemoteSecrets = kind == 0 ? [] : [new("east", ["west", "north", "east"])] });
                DiagnosticList found = analyzer.Analyze(resources, kind == 2 ? Inventories.Inventory.Empty : Shop);
                Assert.Equal(found, analyzer.Analyze(resources, kind == 2 ? Inventories.Inventory.Empty : Shop));
                Assert.All(found, finding => Assert.True(finding.Path.Length > 0 && finding.Help.Length > 0));
                Assert.NotEmpty(Sarif.Write(found));
            },
            iter: 2_000);

    private static Inventories.Inventory Shop { get; } = new Inventories.InventoryBuilder()
        .AddCluster("east", cluster => cluster
            .AddService(
                "shop", "details", service => service.WithClusterIp("10.0.0.1").WithPort(9080, "http").WithSelector("app", "details"))
            .AddWorkload("shop", "details-1", pod => pod.WithLabel("app", "details").WithAddress("10.1.0.1"))
            .AddWorkload("shop", "details-2", pod => pod.WithLabel("app", "details").WithAddress("10.1.0.2")))
        .Build();
}
