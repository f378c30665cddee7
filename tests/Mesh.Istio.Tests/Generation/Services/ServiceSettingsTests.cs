using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Generation.EastWest;
using static Mesh.Istio.Tests.Generation.EastWest.EastWestMesh;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Generation.Services;

public class ServiceSettingsTests
{
    private const string Ratings = "bookinfo/ratings";
    private const string RatingsFqdn = "ratings.bookinfo.svc.cluster.local";
    private const string RatingsPath = "organizations/tetrate/tenants/dev/workspaces/bookinfo/serviceSettings/ratings.bookinfo";

    [Fact]
    public void A_service_that_is_not_exposed_gets_the_parts_that_somebody_set_in_every_cluster()
    {
        MeshModel model = Model(workspace: w => w
            .WithConnectionPool(p => p.WithMaxConnections(7))
            .WithServiceSettings(Ratings, s => s.WithRequestTimeout(TimeSpan.FromSeconds(4))));
        MeshResources resources = Generate(model, Aws, Gcp);

        foreach (string cluster in (string[])["aws", "gcp"])
        {
            DestinationRule rule = resources[cluster].OfType<DestinationRule>().Single(rule => rule.Host == RatingsFqdn);
            Assert.Equal("DestinationRule bookinfo/service-ratings", rule.ToString());
            Assert.Equal(
                new TrafficPolicy
                {
                    ConnectionPool = new Api.ConnectionPoolSettings
                    {
                        Tcp = new TcpSettings { MaxConnections = 7, ConnectTimeout = TimeSpan.FromSeconds(2) },
                    },
                },
                rule.TrafficPolicy);
            Api.HttpRoute route = Assert.Single(
                resources[cluster].OfType<VirtualService>().Single(service => service.Hosts.Contains(RatingsFqdn)).Http);
            Assert.Equal((TimeSpan.FromSeconds(4), null), (route.Timeout, route.Retries));
        }
    }

    [Fact]
    public void Outlier_detection_comes_whole_and_prefers_near_pods_as_Istio_then_does()
    {
        DestinationRule rule = Rule(s => s.WithOutlierDetection(o => o.WithConsecutive5xxErrors(2)));

        Assert.Equal(
            (3u, 2u, 100),
            (
                rule.TrafficPolicy!.OutlierDetection!.ConsecutiveGatewayErrors, rule.TrafficPolicy.OutlierDetection.Consecutive5xxErrors,
                rule.TrafficPolicy.OutlierDetection.MaxEjectionPercent));
        Assert.Equal(
            new LocalityLbSetting
            {
                Enabled = true,
                FailoverPriority = ["topology.kubernetes.io/region", "topology.kubernetes.io/zone", "topology.istio.io/subzone"],
            },
            rule.TrafficPolicy.LoadBalancer!.LocalityLbSetting);
        Assert.Null(rule.TrafficPolicy.Tls);
    }

    [Fact]
    public void Zones_are_ignored_where_that_is_said() =>
        Assert.Equal(
            new LoadBalancerSettings { LocalityLbSetting = new LocalityLbSetting { Enabled = false } },
            Rule(s => s.WithFailover(f => f.IgnoreZones())).TrafficPolicy!.LoadBalancer);

    public static TheoryData<ConsistentHashSettings, ConsistentHash> Hashes => new()
    {
        { new() { Source = HashSource.Header, Name = "x-user" }, new() { Key = new HashKey.HttpHeader("x-user") } },
        { new() { Source = HashSource.QueryParameter, Name = "user", Table = HashTable.Maglev }, new() { Key = new HashKey.HttpQueryParameter("user"), Algorithm = new HashAlgorithm.MaglevTable(new Maglev { TableSize = 65537 }) } },
        { new() { Source = HashSource.SourceIp, TableSize = 4096 }, new() { Key = new HashKey.SourceIp(true), Algorithm = new HashAlgorithm.Ring(new RingHash { MinimumRingSize = 4096 }) } },
        { new() { Source = HashSource.Cookie, Name = "user", CookieTtl = TimeSpan.Zero }, new() { Key = new HashKey.Cookie(new HttpCookie { Name = "user", Ttl = TimeSpan.Zero }) } },
    };

    [Theory]
    [MemberData(nameof(Hashes))]
    public void A_consistent_hash_takes_the_place_of_the_algorithm(ConsistentHashSettings hash, ConsistentHash expected)
    {
        MeshModel model = Model(workspace: w => w
            .WithLoadBalancing(LoadBalancingAlgorithm.Random)
            .WithServiceSettings(Ratings, s => s.WithSettings(new() { LoadBalancing = new() { ConsistentHash = hash } })));
        DestinationRule rule = RatingsRule(model);

        Assert.Equal(new LoadBalancerAlgorithm.Hashed(expected), rule.TrafficPolicy!.LoadBalancer!.Algorithm);
    }

    [Fact]
    public void Keepalive_and_the_age_of_connections_are_written() =>
        Assert.Equal(
            new TcpSettings
            {
                ConnectTimeout = TimeSpan.FromSeconds(2),
                MaxConnectionDuration = TimeSpan.FromMinutes(5),
                TcpKeepalive = new TcpKeepalive { Time = TimeSpan.FromSeconds(30), Interval = TimeSpan.FromSeconds(5), Probes = 3 },
            },
            Rule(s =>
                s.WithConnectionPool(
                    p => p.WithMaxConnectionDuration(TimeSpan.FromMinutes(5)).WithKeepalive(
                        TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5), 3)))
                .TrafficPolicy!.ConnectionPool!.Tcp);

    [Fact]
    public void Ports_of_different_kinds_each_have_a_whole_policy_and_datagrams_none()
    {
        static ServiceInfo Ports(ServiceInfo service) => service with
        {
            Ports = [
                new() { Name = "http", Number = 9080 }, new() { Name = "tcp-db", Number = 5432 },
                new() { Name = "dns", Number = 53, Protocol = "UDP" }],
        };
        MeshModel model = Model(workspace: w => w.WithServiceSettings(Ratings, s => s
            .WithRetries(r => r.NotIdempotent())
            .WithOutlierDetection(o => o.WithSensitivity(OutlierSensitivity.High))));
        MeshResources resources = Generate(model, Aws.With("ratings", Ports), Gcp);

        TrafficPolicy policy = resources["aws"].OfType<DestinationRule>().Single(rule => rule.Host == RatingsFqdn).TrafficPolicy!;
        Assert.Equal([5432u, 9080u], policy.PortLevelSettings.Select(port => port.Port!.Number));
        Assert.All(
            policy.PortLevelSettings,
            port => Assert.Equal(
                (5u, true), (port.OutlierDetection!.ConsecutiveGatewayErrors, port.LoadBalancer!.LocalityLbSetting!.Enabled)));
        Api.HttpRoute route = Assert.Single(
            resources["aws"].OfType<VirtualService>().Single(service => service.Hosts.Contains(RatingsFqdn)).Http);
        Assert.Equal((9080u, "connect-failure,refused-stream"), (route.Match.Single().Port, route.Retries!.RetryOn));
    }

    [Fact]
    public void Callers_of_a_headless_service_choose_the_pod_themselves()
    {
        MeshModel model = Model(workspace: w => w.WithServiceSettings(Ratings, s => s
            .WithLoadBalancing(LoadBalancingAlgorithm.Random)
            .WithConnectionPool(p => p.WithMaxConnections(7))));
        ClusterInventory aws = Aws.With("ratings", service => service with { Headless = true });
        DestinationRule rule = Generate(model, aws, Gcp)["aws"].OfType<DestinationRule>().Single(rule => rule.Host == RatingsFqdn);

        Assert.Equal((null, 7), (rule.TrafficPolicy!.LoadBalancer, rule.TrafficPolicy.ConnectionPool!.Tcp!.MaxConnections));
        MeshModel balancing = Model(
            workspace: w => w.WithServiceSettings(Ratings, s => s.WithLoadBalancing(LoadBalancingAlgorithm.Random)));
        Assert.DoesNotContain(Generate(balancing, aws, Gcp)["aws"], o => o.Metadata.Name == "service-ratings");
    }

    [Fact]
    public void Of_an_exposed_service_they_win_over_the_gateway()
    {
        MeshModel model = Model(
            workspace: w => w.WithServiceSettings("bookinfo/details", s => s.WithOutlierDetection(o => o.WithConsecutiveGatewayErrors(9))));
        MeshResources resources = Generate(model, Aws, Gcp);
        DestinationRule rule = resources["aws"].OfType<DestinationRule>().Single();

        Assert.Equal("east-west-details", rule.Metadata.Name);
        Assert.Equal(9u, rule.TrafficPolicy!.PortLevelSettings.Single().OutlierDetection!.ConsecutiveGatewayErrors);
        Assert.Equal(TimeSpan.FromSeconds(9), resources["aws"].OfType<VirtualService>().Single().Http.Single().Timeout);
        Assert.Contains(
            "outlierDetection.consecutiveGatewayErrors from "
                + "organizations/tetrate/tenants/dev/workspaces/bookinfo/serviceSettings/details.bookinfo",
            resources.Explain(rule)!.Settings);
    }

    [Fact]
    public void Where_an_exposed_service_has_nothing_to_fail_over_to_its_own_settings_still_hold()
    {
        MeshModel model = Model(
            workspace: w => w.WithServiceSettings(
                "bookinfo/details", s => s.WithLoadBalancing(LoadBalancingAlgorithm.RoundRobin)), selector: "aws/bookinfo");
        MeshResources resources = Generate(model, Aws, Gcp);

        Assert.Equal("service-details", resources["aws"].OfType<DestinationRule>().Single(rule => rule.Host == Fqdn).Metadata.Name);
    }

    [Fact]
    public void They_are_explained()
    {
        MeshModel model = Model(
            workspace: w => w.WithServiceSettings(Ratings, s => s.WithLoadBalancing(LoadBalancingAlgorithm.RoundRobin)));
        MeshResources resources = Generate(model, Aws, Gcp);
        DestinationRule rule = resources["gcp"].OfType<DestinationRule>().Single(rule => rule.Host == RatingsFqdn);

        Explanation? explanation = resources.Explain(rule);

        Assert.Equal(RatingsPath, rule.Metadata.Annotations["multicluster.mesh/path"]);
        Assert.Equal([RatingsPath], explanation!.ModelPaths);
        Assert.Equal([$"loadBalancing.algorithm from {RatingsPath}"], explanation.Settings);
    }

    [Fact]
    public void Settings_for_a_service_that_exists_nowhere_are_said() =>
        AssertFinding(
            "MG059", Model(workspace: w => w.WithServiceSettings("bookinfo/reviews", s => s.WithRequestTimeout(TimeSpan.FromSeconds(1)))));

    [Fact]
    public void An_order_of_clusters_for_a_service_that_stays_in_its_cluster_is_said()
    {
        MeshModel model = Model(workspace: w => w.WithServiceSettings(Ratings, s => s.WithFailover(f => f.Prefer("aws", "gcp"))));

        AssertFinding("MG060", model);
        Assert.DoesNotContain(Generate(model, Aws, Gcp)["aws"], o => o.Metadata.Name == "service-ratings");
    }

    [Fact]
    public void A_route_of_somebody_else_stays_the_only_one_and_what_to_add_is_said()
    {
        MeshModel model = Model(workspace: w =>
            w.WithServiceSettings(Ratings, s => s.WithRequestTimeout(TimeSpan.FromSeconds(6)).WithRetries(r => r.WithAttempts(4))));
        ClusterInventory aws = Aws with
        {
            VirtualServices = [new VirtualServiceInfo { Name = "mine", Namespace = "bookinfo", Hosts = ["ratings"] }],
        };
        MeshResources resources = Generate(model, aws, Gcp);

        Assert.DoesNotContain(resources["aws"].OfType<VirtualService>(), service => service.Hosts.Contains(RatingsFqdn));
        Diagnostic finding = Assert.Single(resources.Diagnostics, finding => finding.Code == "MG042");
        Assert.Equal(
            "Add to every HTTP route of 'bookinfo/mine': timeout: 6s, retries: {attempts: 4, retryOn: "





                + "\"gateway-error,connect-failure,refused-stream,reset\", retryRemoteLocalities: true} where the method is one of "
                    + "GET|HEAD|OPTIONS|TRACE|PUT|DELETE, and a second route after it with retries: {attempts: 4, retryOn: "
                    + "\"connect-failure,refused-stream\", retryRemoteLocalities: true}",
            finding.Help);
    }

    private static DestinationRule Rule(Action<ServiceSettingsBuilder> settings) =>
        RatingsRule(Model(workspace: w => w.WithServiceSettings(Ratings, settings)));

    private static DestinationRule RatingsRule(MeshModel model) =>
        Generate(model, Aws, Gcp)["aws"].OfType<DestinationRule>().Single(rule => rule.Host == RatingsFqdn);

    private static void AssertFinding(string code, MeshModel model) =>
        Assert.Equal(
            [code],
            Generate(model, Aws, Gcp).Diagnostics.Where(
                finding => finding.Path.Contains("serviceSettings", StringComparison.Ordinal)).Select(finding => finding.Code));
}
