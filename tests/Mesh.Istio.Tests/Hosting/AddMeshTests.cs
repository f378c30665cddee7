using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Hosting;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Tests.Reconciling;
using Mesh.Kubernetes.Connections;
using Mesh.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Mesh.Istio.Tests.Hosting;

public sealed class AddMeshTests
{
    [Fact]
    public async Task A_host_keeps_the_clusters_as_the_model_wants_them()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddMesh(
            options => options with { Clusters = Clusters(world), Connection = LiveWorld.Fast, Reconciler = ReconcileWorld.Options })
            .WithModel(ReconcileWorld.Model)
            .AddReconciler();
        builder.Services.AddHealthChecks().AddMesh();
        using IHost host = builder.Build();
        HealthReport before = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        await host.StartAsync();
        MeshReconciler reconciler = host.Services.GetRequiredService<MeshReconciler>();
        await reconciler.WaitForAsync(status => status.IsSettled).WaitAsync(TimeSpan.FromSeconds(60));
        HealthReport during = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        await host.StopAsync();

        Assert.Equal([("mesh-clusters", HealthStatus.Healthy), ("mesh-reconciler", HealthStatus.Unhealthy)],
            before.Entries.Select(entry => (entry.Key, entry.Value.Status)));
        Assert.Equal(HealthStatus.Healthy, during.Status);
        Assert.Equal(ReconcilerState.Stopped, reconciler.Status.State);
        Assert.NotEmpty(world.Writes());
    }

    [Fact]
    public async Task Trouble_is_degraded_at_first_and_unhealthy_when_it_lasts()
    {
        var time = new FakeTimeProvider();
        var clock = new SetClock(time);
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await world.Gcp.StopAsync();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        ReconcilerOptions reconciler = ReconcileWorld.Options with { TimeProvider = clock };
        builder.Services.AddMesh(options => options with { Clusters = Clusters(world), Reconciler = reconciler })
            .WithModel(ReconcileWorld.Model)
            .AddReconciler();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddHealthChecks().AddMesh();
        using IHost host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<MeshReconciler>().WaitForAsync(status => status.IsHeld).WaitAsync(TimeSpan.FromSeconds(60));

        HealthReport first = await CheckAsync(host);
        // Somebody sets the clock: that is no trouble that lasts, and hides none.
        clock.Wrong = TimeSpan.FromDays(365);
        HealthReport set = await CheckAsync(host);
        clock.Wrong = TimeSpan.FromDays(-365);
        time.Advance(TimeSpan.FromMinutes(5));
        HealthReport later = await CheckAsync(host);
        await host.StopAsync();

        Assert.Equal(HealthStatus.Degraded, first.Entries["mesh-reconciler"].Status);
        Assert.Contains("MA020", first.Entries["mesh-reconciler"].Description, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Degraded, set.Entries["mesh-reconciler"].Status);
        Assert.Equal(HealthStatus.Unhealthy, later.Entries["mesh-reconciler"].Status);
        Assert.Equal(HealthStatus.Unhealthy, later.Entries["mesh-clusters"].Status);
        Assert.Contains("gcp", later.Entries["mesh-clusters"].Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_that_are_sent_once_more_are_counted_and_told_to_whoever_asked()
    {
        var told = new List<RequestRetry>();
        var counted = new ConcurrentQueue<string>();
        ClusterConnectionOptions? given = null;
        var services = new ServiceCollection();
        services.AddMesh(options => options with
        {
            Connection = new ClusterConnectionOptions { OnRetry = told.Add },
            Clusters = [new ClusterOptions(
                "aws") { Connect = (_, connection) => ClusterConnection.FromKubeconfig("aws", options: given = connection) }],
        });
        using ServiceProvider provider = services.BuildServiceProvider();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Name == "mesh.requests.retried")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>(
            (_, value, tags, _) => counted.Enqueue($"{value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();
        var retry = new RequestRetry("aws-of-this-test", ClusterFailureKind.Overloaded, TimeSpan.FromSeconds(1));

        Assert.Single(provider.GetRequiredService<MeshClusters>());
        given!.OnRetry!(retry);

        Assert.Equal([retry], told);
        Assert.Contains("1 mesh.cluster=aws-of-this-test mesh.failure=overloaded", counted);
    }

    [Fact]
    public void Options_come_from_a_section_and_every_key_can_be_set()
    {
        MeshOptions options = Read("""
            {
              "Clusters": { "aws": { "Kubeconfig": "k", "Context": "c" }, "azure": {}, "gcp": { "InCluster": true } },
              "Connection": { "AttemptTimeout": "5s", "MaxRetries": 2, "BreakerFailureRatio": 0.5, "AllowInsecureTls": true },
              "Inventory": { "Namespaces": ["a", "b"], "Debounce": "00:00:02" },
              "Generator": { "MulticlusterNamespace": "multi" },
              "Apply": { "Prune": false, "Stages": [["gcp"], ["aws"]], "OnFailure": "continue", "MaxPrunedShare": 0.25 },
              "Reconciler": { "Drift": "Correct", "WhenIncomplete": "ApplyWithoutPruning", "Election": { "Cluster": "gcp",
                "LeaseDuration": "30s", "RenewDeadline": "20s" } },
              "ModelFolder": "m", "UnhealthyAfter": "10m"
            }
            """).Value;

        Assert.Equal([new ClusterOptions("aws") { Kubeconfig = "k", Context = "c" }, new ClusterOptions("azure"),
            new ClusterOptions("gcp") { InCluster = true }], options.Clusters);
        Assert.Equal(new ClusterConnectionOptions
        {
            AttemptTimeout = TimeSpan.FromSeconds(5),
            MaxRetries = 2,
            BreakerFailureRatio = 0.5,
            AllowInsecureTls = true
        }, options.Connection);
        Assert.Equal((["a", "b"], TimeSpan.FromSeconds(2)),
            (options.Reconciler.Inventory.Namespaces, options.Reconciler.Inventory.Debounce));
        Assert.Equal("multi", options.Reconciler.Generator.MulticlusterNamespace);
        Assert.Equal(new ApplyOptions
        {
            Prune = false,
            Stages = [["gcp"], ["aws"]],
            OnFailure = FailureHandling.Continue,
            MaxPrunedShare = 0.25
        }, options.Reconciler.Apply);
        Assert.Equal((DriftHandling.Correct, IncompleteHandling.ApplyWithoutPruning),
            (options.Reconciler.Drift, options.Reconciler.WhenIncomplete));
        Assert.Equal(("gcp", TimeSpan.FromSeconds(30)), (options.Reconciler.Election!.Cluster, options.Reconciler.Election.LeaseDuration));
        Assert.Equal(("m", TimeSpan.FromMinutes(10)), (options.ModelFolder, options.UnhealthyAfter));
    }

    [Fact]
    public void Nothing_is_asked_for_where_nothing_is_said()
    {
        MeshOptions options = Read("{}").Value;

        Assert.Equal(new MeshOptions(), options);
        Assert.False(options.Connection.AllowInsecureTls);
        Assert.Null(options.Reconciler.Election);
    }

    [Fact]
    public void Whatever_is_wrong_is_said_at_once_with_path_value_and_what_to_write()
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Read("""
            {
              "Cluster": { "aws": {} },
              "Clusters": { "gcp": { "InCluster": "perhaps", "Contxt": "a" } },
              "Connection": { "AttemptTimeout": "soon", "MaxRetries": "many" },
              "Apply": { "OnFailure": "panic", "MaxPrunedShare": 2 },
              "Reconciler": { "Election": { "Cluster": "azure", "RenewDeadline": "1m" } }
            }
            """).Value);

        Assert.All(refused.Failures.Order(StringComparer.Ordinal).Zip(Starts), pair =>
            Assert.StartsWith(pair.Second, pair.First, StringComparison.Ordinal));
        Assert.Equal(Starts.Length, refused.Failures.Count());
    }

    [Fact]
    public async Task A_host_with_wrong_options_does_not_start()
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMesh(Section("""{ "Clusters": { "aws": { "InCluster": "perhaps" } } }"""));
        using IHost host = builder.Build();

        await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
    }

    [Fact]
    public void The_container_makes_one_of_each_and_disposes_of_the_connections()
    {
        var services = new ServiceCollection();
        services.AddMesh(options => options with { Clusters = [new ClusterOptions("b"), new ClusterOptions("a")] });
        services.AddMesh(options => options with { ModelFolder = "m" });
        ServiceProvider provider = services
            .BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        MeshClusters clusters = provider.GetRequiredService<MeshClusters>();

        Assert.Equal(["a", "b"], clusters.Select(connection => connection.Cluster));
        Assert.Same(clusters["a"], clusters[0]);
        Assert.Throws<KeyNotFoundException>(() => clusters["c"]);
        Assert.Same(provider.GetRequiredService<Applier>(), provider.GetRequiredService<Applier>());
        Assert.NotNull(provider.GetRequiredService<Planner>());
        Assert.NotNull(provider.GetRequiredService<IstioGenerator>());
        provider.Dispose();
    }

    private static readonly string[] Starts =
    [
        "Apply:MaxPrunedShare is '2': ", "Mesh:Apply:OnFailure is 'panic'; write Stop or Continue.",
            "Mesh:Cluster is not known; known here: ", "Mesh:Clusters:gcp:Contxt is not known; known here: ",
        "Mesh:Clusters:gcp:InCluster is 'perhaps'; write true or false.", "Mesh:Connection:AttemptTimeout is 'soon'; write a duration, ",
        "Mesh:Connection:MaxRetries is 'many'; write a whole number.", "Reconciler:Election:Cluster is 'azure', ",
            "Reconciler:Election:LeaseDuration is '00:00:15': ",
    ];

    private static async Task<HealthReport> CheckAsync(IHost host) =>
        await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private static ValueList<ClusterOptions> Clusters(ReconcileWorld world) => world.Servers
        .Select(server => new ClusterOptions(server.Name) { Connect = (_, options) => LiveWorld.Open(server, "admin", LiveWorld.Fast) })
        .ToValueList();

    private static IOptions<MeshOptions> Read(string json)
    {
        var services = new ServiceCollection();
        services.AddMesh(Section(json));
        return services.BuildServiceProvider().GetRequiredService<IOptions<MeshOptions>>();
    }

    private static IConfigurationSection Section(string json)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{ "Mesh": {{json}} }"""));
        return new ConfigurationBuilder().AddJsonStream(stream).Build().GetSection("Mesh");
    }
}
