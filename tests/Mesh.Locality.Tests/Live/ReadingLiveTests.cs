using CsCheck;
using Mesh.ApiServerDouble;
using Mesh.ApiServerDouble.Faults;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Kubernetes.Connections;
using Mesh.Kubernetes.Reading;
using k8s;

namespace Mesh.Localities.Tests.Live;

/// <summary>Inventories of live clusters, read from the double.</summary>
public sealed class ReadingLiveTests : IAsyncLifetime
{
    private readonly HastyTime _time = new();
    private ApiServer _east = null!;
    private ApiServer _west = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _east = await ApiServer.StartAsync(new() { Name = "east" });
        _west = await ApiServer.StartAsync(new() { Name = "west" });
        Fill(_east, 1, 150);
        Fill(_west, 2, 150);
    }

    public async ValueTask DisposeAsync()
    {
        await _east.DisposeAsync();
        await _west.DisposeAsync();
    }

    [Fact]
    public async Task Whatever_the_objects_the_inventory_is_that_of_their_dump() =>
        await Gen.Int.SampleAsync(
            async seed =>
            {
                await using ApiServer server = await ApiServer.StartAsync();
                Fill(server, seed, 80);
                using ClusterConnection connection = Connect(server);
                Inventory live = await Inventory.ReadAsync([connection], new() { PageSize = 7 }, Cancellation);
                Assert.Equal(Dumped.Compare(Dumped.Inventory(server)), Dumped.Compare(live));
            },
            iter: 60, threads: 1);

    [Fact]
    public async Task Faults_that_pass_change_nothing() =>
        await Gen.Int.SampleAsync(
            async seed =>
            {
                _east.Faults = new SeededFaults(
                    seed, 0.4, [
                        new(FaultKind.TooManyRequests) { RetryAfter = 1 }, new(FaultKind.Unavailable), new(FaultKind.InternalError),
                        new(FaultKind.ResetBefore),
                        new(FaultKind.ResetAfter), new(FaultKind.TruncatedBody), new(FaultKind.TruncatedJson),
                            new(FaultKind.SlowBody)]).For;
                using ClusterConnection connection = Connect(_east);
                Inventory live = await Inventory.ReadAsync([connection], new() { PageSize = 10 }, Cancellation);
                Assert.Equal(Dumped.Compare(Dumped.Inventory(_east)), Dumped.Compare(live));
            },
            iter: 40, threads: 1);

    [Fact]
    public async Task Several_clusters_are_read_by_their_contexts()
    {
        string path = Path.Combine(Path.GetTempPath(), $"mesh-kubeconfig-{Path.GetRandomFileName()}");
        await File.WriteAllTextAsync(path, ApiServer.Kubeconfig([_east, _west]), Cancellation);

        Inventory byContext = await Inventory.ReadAsync(path, ["west", "east"], cancellationToken: Cancellation);
        Inventory byName = await Inventory.ReadAsync(
            path, new Dictionary<string, string> { ["aws"] = "east" }, cancellationToken: Cancellation);
        File.Delete(path);

        Assert.Equal(Dumped.Compare(Dumped.Inventory(_east, _west)), Dumped.Compare(byContext));
        Assert.Equal("aws", Assert.Single(byName.Clusters).Name);
    }

    [Fact]
    public async Task A_cluster_that_is_away_does_not_keep_the_others()
    {
        await _west.StopAsync();
        using ClusterConnection east = Connect(_east);
        using ClusterConnection west = Connect(_west);

        Inventory inventory = await Inventory.ReadAsync([west, east], cancellationToken: Cancellation);

        Assert.Equal("east", Assert.Single(inventory.Clusters).Name);
        Diagnostic finding = Assert.Single(inventory.Diagnostics, finding => finding.Path == "west");
        Assert.Equal((InventoryDiagnostics.ClusterUnreadable.Code, DiagnosticSeverity.Error), (finding.Code, finding.Severity));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("admin-with-a-wrong-token")]
    public async Task Who_may_nothing_gets_one_finding(string token)
    {
        using ClusterConnection connection = Connect(_east, token);

        Inventory inventory = await Inventory.ReadAsync([connection], cancellationToken: Cancellation);

        Assert.Empty(inventory.Clusters);
        Assert.Equal("MI040", Assert.Single(inventory.Diagnostics).Code);
    }

    [Fact]
    public async Task A_list_that_fails_for_good_is_an_error_beside_the_facts_of_the_others()
    {
        _east.Faults = request => request.Path.EndsWith("/services", StringComparison.Ordinal) ? new Fault(FaultKind.Unavailable) : null;
        using ClusterConnection connection = Connect(_east);

        Inventory inventory = await Inventory.ReadAsync([connection], cancellationToken: Cancellation);

        Diagnostic finding = Assert.Single(inventory.Diagnostics, finding => finding.Code == "MI042");
        Assert.Equal(("east/services", DiagnosticSeverity.Error), (finding.Path, finding.Severity));
        Assert.NotEmpty(Assert.Single(inventory.Clusters).Workloads);
    }

    [Fact]
    public async Task A_list_whose_snapshot_expires_begins_again()
    {
        int pages = 0;
        _east.Faults = request =>
        {
            if (request.Path.EndsWith("/pods", StringComparison.Ordinal) && ++pages is 2 or 4)
            {
                Change(_east);
                _east.Compact();
            }

            return null;
        };
        using ClusterConnection connection = Connect(_east);

        Inventory inventory = await Inventory.ReadAsync([connection], new() { PageSize = 3 }, Cancellation);

        Assert.Equal(Dumped.Compare(Dumped.Inventory(_east)), Dumped.Compare(inventory));
        RequestRecord[] lists = [.. _east.Requests.Where(request => request.Path.EndsWith("/pods", StringComparison.Ordinal))];
        Assert.Equal([200, 410, 200, 410, 200], lists.Select(request => request.Status));
        Assert.DoesNotContain("limit=", lists[^1].Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_named_namespaces_are_read_when_some_are_named()
    {
        using ClusterConnection connection = Connect(_east);

        Inventory inventory = await Inventory.ReadAsync([connection], new() { Namespaces = ["shop"] }, Cancellation);

        ClusterInventory cluster = Assert.Single(inventory.Clusters);
        Assert.Equal(["istio-system", "shop"], cluster.Workloads.Select(pod => pod.Namespace).Distinct().Order(StringComparer.Ordinal));
        Assert.DoesNotContain(_east.Requests, request => request.Path == "/api/v1/pods");
    }

    [Theory]
    [InlineData(true, "here")]
    [InlineData(false, null)]
    public async Task Istiod_is_looked_for_only_where_the_platform_writes(bool named, string? trustDomain)
    {
        _west.Reset();
        _west.Seed("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"d","namespace":"mesh-control","labels":{"app":"istiod"}},
              "spec":{"containers":[{"name":"discovery","image":"istio/pilot:1.30.1"}]}}
            """);
        _west.Seed(
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"istio","namespace":"mesh-control"},"data":"""
            + """{"mesh":"trustDomain: here"}}""");
        using ClusterConnection connection = Connect(_west);

        LiveInventoryOptions options = named ? new() { IstioNamespaces = ["istio-system", "mesh-control"] } : new();
        Inventory inventory = await Inventory.ReadAsync([connection], options, Cancellation);

        Assert.Equal(
            (named ? "mesh-control" : "istio-system", trustDomain),
            (inventory.Clusters[0].IstioNamespace, inventory.Clusters[0].TrustDomain));
        Assert.Equal(named, _west.Requests.Any(request => request.Path == "/api/v1/namespaces/mesh-control/configmaps"));
        Assert.Equal(named ? "1.30" : null, inventory.Clusters[0].IstioVersion?.ToString());
    }

    [Fact]
    public async Task Nothing_but_lists_of_what_is_needed_is_asked_for()
    {
        using ClusterConnection connection = Connect(_east);

        await Inventory.ReadAsync([connection], cancellationToken: Cancellation);

        Assert.Equal(
            [
                "/api/v1/namespaces", "/api/v1/namespaces/istio-system/configmaps", "/api/v1/nodes", "/api/v1/pods",
                    "/api/v1/serviceaccounts", "/api/v1/services",
                "/apis/discovery.k8s.io/v1/endpointslices", "/apis/networking.istio.io/v1/destinationrules",
                "/apis/networking.istio.io/v1/gateways", "/apis/networking.istio.io/v1/virtualservices",
                "/apis/security.istio.io/v1/authorizationpolicies",
            ],
            _east.Requests.Select(request => request.Path).Order(StringComparer.Ordinal));
        Assert.All(_east.Requests, request => Assert.Equal("GET", request.Method));
    }

    [Fact]
    public async Task Two_connections_to_one_cluster_are_misuse()
    {
        using ClusterConnection one = Connect(_east);
        using ClusterConnection other = Connect(_east);

        await Assert.ThrowsAsync<ArgumentException>(() => Inventory.ReadAsync([one, other], cancellationToken: Cancellation));
    }

    [Fact]
    public async Task Autoscalers_and_budgets_are_read_where_they_are_asked_for()
    {
        _east.Seed(
            """{"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler","metadata":{"name":"a","namespace":"bank"},"spec":"""
            + """{"maxReplicas":7,"scaleTargetRef":{"kind":"Deployment","name":"a"}}}""");
        using ClusterConnection connection = Connect(_east);

        Inventory without = await Inventory.ReadAsync([connection], new(), Cancellation);
        Inventory with = await Inventory.ReadAsync([connection], new() { ReadsCapacity = true }, Cancellation);

        Assert.Null(without.Find("east")!.Autoscalers);
        Assert.Equal(7, Assert.Single(with.Find("east")!.Autoscalers!.Value).MaxReplicas);
        Assert.Equal(default(ValueList<DisruptionBudgetInfo>), with.Find("east")!.DisruptionBudgets!.Value);
    }

    private static void Fill(ApiServer server, int seed, int count)
    {
        var random = new RandomObjects(seed);
        for (int i = 0; i < count; i++)
        {
            server.Seed(random.Any());
        }
    }

    private static void Change(ApiServer server) =>
        server.Seed(
            """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a-new-one","namespace":"bank"},"spec":{"containers":[]},"status":"""
            + """{"podIP":"10.9.9.9"}}""");

    private ClusterConnection Connect(ApiServer server, string token = "admin") => ClusterConnection.FromConfiguration(
        server.Name, new KubernetesClientConfiguration
        {
            Host = server.Url.ToString(),
            AccessToken = token,
        }, new() { TimeProvider = _time, MaxRetries = 5 });
}
