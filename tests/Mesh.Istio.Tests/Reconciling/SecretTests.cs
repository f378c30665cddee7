using System.Collections.Concurrent;
using System.Diagnostics;
using Mesh.ApiServerDouble;
using Mesh.ApiServerDouble.Faults;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Telemetry;
using Mesh.Istio.Tests.Apply;
using Mesh.Kubernetes.Connections;
using Mesh.Tests;
using Microsoft.Extensions.Logging;
using k8s;

namespace Mesh.Istio.Tests.Reconciling;

/// <summary>Whatever goes wrong, nothing that is logged, reported or traced holds a credential.</summary>
public sealed class SecretTests
{
    private const string Secret = "s3cr3t-t0ken-of-the-reconciler";

    [Theory]
    [InlineData(FaultKind.Unauthorized)]
    [InlineData(FaultKind.Unavailable)]
    [InlineData(FaultKind.TooManyRequests)]
    [InlineData(FaultKind.ResetAfter)]
    [InlineData(FaultKind.TruncatedJson)]
    public async Task A_token_is_nowhere_to_be_seen(FaultKind kind)
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync(
            [new Account("mesh") { Token = Secret, Groups = [Account.Masters] }]);
        int requests = 0;
        foreach (ApiServer server in world.Servers)
        {
            server.Faults = _ => Interlocked.Increment(ref requests) % 3 == 0 ? new Fault(kind) : null;
        }

        await AssertNothingIsTold(
            [.. world.Servers.Select(server => LiveWorld.Open(server, "mesh", LiveWorld.Fast with { MaxRetries = 0 }))],
            status => status.IsHeld || status.Clusters.Any(cluster => cluster.LastResult is not null));
    }

    [Fact]
    public async Task A_rejected_token_is_nowhere_to_be_seen()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        await AssertNothingIsTold([.. world.Servers.Select(server => Connect(server))], status => status.IsHeld);
    }

    [Fact]
    public async Task What_an_exec_plugin_says_is_nowhere_to_be_seen()
    {
        await using ReconcileWorld world = await ReconcileWorld.StartAsync();
        string kubeconfig = Path.Combine(Directory.CreateTempSubdirectory("mesh-secret-").FullName, "config");
        await File.WriteAllTextAsync(kubeconfig, $$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: aws, cluster: {server: "{{world.Aws.Url}}" } }]
            contexts: [{name: aws, context: {cluster: aws, user: mesh} }]
            users:
            - name: mesh
              user:
                exec:
                  apiVersion: client.authentication.k8s.io/v1
                  command: sh
                  args: ["-c", "echo {{Secret}}; echo {{Secret}} >&2; exit 3"]
                  interactiveMode: Never
            """);
        await AssertNothingIsTold([ClusterConnection.FromKubeconfig("aws", kubeconfig, options: LiveWorld.Fast)], status => status.IsHeld);
        Directory.Delete(Path.GetDirectoryName(kubeconfig)!, recursive: true);
    }

    private static ClusterConnection Connect(ApiServer server) => ClusterConnection.FromConfiguration(
        server.Name, new KubernetesClientConfiguration { Host = server.Url.ToString(), AccessToken = Secret }, LiveWorld.Fast);

    private static async Task AssertNothingIsTold(ClusterConnection[] connections, Func<ReconcilerStatus, bool> until)
    {
        var told = new ConcurrentQueue<string>();
        using var logger = new QueueLogger(told);
        using var telemetry = new MeshTelemetry();
        using var spans = new ActivityListener
        {
            ShouldListenTo = source => source.Name == MeshTelemetry.Name,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span => told.Enqueue($"{span.DisplayName} {span.StatusDescription} {string.Join(' ', span.TagObjects)}"),
        };
        ActivitySource.AddActivityListener(spans);
        await using (var replica = new Replica(
            connections,
            new FixedModel(ReconcileWorld.Model),
            ReconcileWorld.Options with
            {
                Election = ReconcileWorld.Election("replica") with
                {
                    Cluster = connections[0].Cluster,
                    RetryPeriod = TimeSpan.FromMilliseconds(1),
                },
            },
            logger,
            telemetry))
        {
            // Who cannot take the Lease never decides; its failures are seen then.
            ReconcilerStatus status = await replica.UntilAsync(
                status => until(status) || status.Diagnostics.Any(finding => finding.Code == "MA022"));
            told.Enqueue(status.ToString());
            told.Enqueue(status.Diagnostics.ToString());
            foreach (ClusterResult result in status.Clusters.Select(cluster => cluster.LastResult).OfType<ClusterResult>())
            {
                told.Enqueue($"{result} {result.Diagnostics}");
            }

            told.Enqueue((await new Planner(connections)
                .PlanAsync(
                    new MeshResources { Clusters = [new ClusterResources(connections[0].Cluster) { Objects = [ApplyWorld.Rule("a")] }] }))
                .ToJson());
        }

        Assert.NotEmpty(told);
        Assert.DoesNotContain(told, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    private sealed class QueueLogger(ConcurrentQueue<string> told) : ILogger<MeshReconciler>, IDisposable
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            told.Enqueue(
                $"{eventId} {formatter(state, exception)} {exception} "
                    + $"{string.Join(' ', state as IEnumerable<KeyValuePair<string, object?>> ?? [])}");

        public void Dispose()
        {
        }
    }
}
