using CsCheck;
using Mesh.ApiServerDouble;
using Mesh.ApiServerDouble.Faults;
using Mesh.Inventories;
using Mesh.Kubernetes.Connections;
using Mesh.Kubernetes.Reading;
using Microsoft.Extensions.Time.Testing;
using k8s;

namespace Mesh.Localities.Tests.Live;

/// <summary>Inventories that are kept current, against the double and what goes wrong with it.</summary>
public sealed class WatchingTests : IAsyncLifetime
{
    private static readonly LiveInventoryOptions Quick = new()
    {
        Debounce = TimeSpan.FromMilliseconds(1),
        ReconnectDelay = TimeSpan.FromMilliseconds(1),
        MaxReconnectDelay = TimeSpan.FromMilliseconds(20),
        PageSize = 20,
    };

    private readonly CancellationTokenSource _tooLong = CancellationTokenSource.CreateLinkedTokenSource(
        TestContext.Current.CancellationToken);
    private ApiServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _tooLong.CancelAfter(TimeSpan.FromMinutes(4));
        _server = await ApiServer.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _tooLong.Dispose();
    }

    [Fact]
    public async Task After_any_changes_and_faults_the_inventory_is_that_of_a_fresh_read() =>
        await Gen.Int.SampleAsync(
            async seed =>
            {
                await using ApiServer server = await ApiServer.StartAsync();
                var random = new Random(seed);
                var objects = new RandomObjects(seed);
                Seed(server, objects, 40);
                using ClusterConnection connection = Connect(server);
                await using Watched watched = new(connection, Quick, _tooLong.Token);
                await watched.NextAsync();
                server.Faults = new SeededFaults(
                    seed, 0.5, [
                        new(FaultKind.TooManyRequests), new(FaultKind.Unavailable), new(FaultKind.InternalError),
                        new(FaultKind.ResetBefore), new(FaultKind.ResetAfter),
                        new(FaultKind.TruncatedBody), new(FaultKind.TruncatedJson), new(FaultKind.SlowBody), new(FaultKind.Unauthorized)])
                { MostPerRequest = 12 }.For;
                for (int step = 0; step < 30; step++)
                {
                    await ChangeAsync(server, objects, random);
                }

                await watched.UntilAsync(server);
            },
            iter: int.TryParse(Environment.GetEnvironmentVariable("MESH_RUNS"), out int runs) ? runs : 8, threads: 1);

    [Fact]
    public async Task A_change_gives_the_next_inventory()
    {
        using ClusterConnection connection = Connect(_server);
        await using Watched watched = new(connection, Quick, _tooLong.Token);
        Inventory before = await watched.NextAsync();

        _server.Seed(Pod("a", "10.0.0.1"));
        Inventory created = await watched.UntilAsync(inventory => !inventory.Clusters[0].Workloads.IsEmpty);
        _server.Seed(Pod("a", "10.0.0.2"));
        Inventory changed = await watched.UntilAsync(inventory => inventory.Clusters[0].Workloads.Any(pod => pod.Address == "10.0.0.2"));
        await DeleteAsync(_server, "/api/v1/namespaces/shop/pods/a");
        Inventory deleted = await watched.UntilAsync(inventory => inventory.Clusters[0].Workloads.IsEmpty);

        Assert.Empty(before.Clusters[0].Workloads);
        Assert.Contains(created.Clusters[0].Workloads, pod => pod.Address == "10.0.0.1");
        Assert.Contains(changed.Clusters[0].Workloads, pod => pod.Address == "10.0.0.2");
        Assert.Empty(deleted.Clusters[0].Workloads);
    }

    [Fact]
    public async Task A_pod_that_ends_leaves()
    {
        _server.Seed(Pod("a", "10.0.0.1"));
        using ClusterConnection connection = Connect(_server);
        await using Watched watched = new(connection, Quick, _tooLong.Token);
        await watched.NextAsync();

        _server.Seed(Pod("a", "10.0.0.1", "Succeeded"));

        Assert.Empty((await watched.UntilAsync(inventory => inventory.Clusters[0].Workloads.IsEmpty)).Clusters[0].Workloads);
    }

    [Fact]
    public async Task A_burst_of_changes_is_collected_as_long_as_was_asked()
    {
        var time = new FakeTimeProvider();
        using ClusterConnection connection = Connect(_server);
        await using Watched watched = new(
            connection, Quick with { Debounce = TimeSpan.FromSeconds(2), TimeProvider = time }, _tooLong.Token);
        await watched.NextAsync();
        for (int i = 0; i < 50; i++)
        {
            _server.Seed(Pod($"p{i}", "10.0.0.1"));
        }

        Task<Inventory> next = watched.UntilAsync(inventory => inventory.Clusters[0].Workloads.Count == 50);
        Assert.Equal(50, (await Inventory.ReadAsync([connection], Quick, _tooLong.Token)).Clusters[0].Workloads.Count);
        Assert.False(next.IsCompleted);
        while (!next.IsCompleted)
        {
            _tooLong.Token.ThrowIfCancellationRequested();
            time.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        Assert.Equal(50, (await next).Clusters[0].Workloads.Count);
    }

    [Fact]
    public async Task What_expired_is_listed_again()
    {
        _server.Seed(Pod("a", "10.0.0.1"));
        using ClusterConnection connection = Connect(_server);
        await using Watched watched = new(connection, Quick, _tooLong.Token);
        await watched.NextAsync();

        await _server.StopAsync();
        _server.Seed(Pod("b", "10.0.0.2"));
        await _server.ListenAsync();
        _server.Compact();
        Inventory inventory = await watched.UntilAsync(
            inventory => inventory.Clusters[0].Workloads.Count == 2 && inventory.Diagnostics.All(finding => finding.Code != "MI043"));

        Assert.Equal(["a", "b"], inventory.Clusters[0].Workloads.Select(pod => pod.Name));
        Assert.True(
            _server.Requests.Count(
                request => request.Path == "/api/v1/pods" && !request.Query.Contains("watch", StringComparison.Ordinal)) > 1);
    }

    [Fact]
    public async Task While_a_cluster_is_away_its_last_facts_stay_with_a_finding()
    {
        _server.Seed(Pod("a", "10.0.0.1"));
        using ClusterConnection connection = Connect(_server);
        await using Watched watched = new(connection, Quick, _tooLong.Token);
        await watched.NextAsync();

        await _server.StopAsync();
        Inventory away = await watched.UntilAsync(
            inventory => inventory.Diagnostics.Any(finding => finding is { Code: "MI043", Path: "east/pods" }));
        await _server.ListenAsync();
        Inventory back = await watched.UntilAsync(inventory => inventory.Diagnostics.All(finding => finding.Code != "MI043"));

        Assert.Single(away.Clusters[0].Workloads);
        Assert.Single(back.Clusters[0].Workloads);
    }

    [Fact]
    public async Task Who_may_not_watch_is_served_by_lists()
    {
        await using ApiServer server = await ApiServer.StartAsync(
            new() { Accounts = [new Account("lister") { Rules = [new(["get", "list"], ["*"], ["*"])] }] });
        using ClusterConnection connection = Connect(server, "lister");
        await using Watched watched = new(connection, Quick, _tooLong.Token);
        await watched.NextAsync();

        server.Seed(Pod("a", "10.0.0.1"));
        Inventory inventory = await watched.UntilAsync(inventory => !inventory.Clusters[0].Workloads.IsEmpty);

        Assert.Equal("a", Assert.Single(inventory.Clusters[0].Workloads).Name);
    }

    [Fact]
    public async Task Who_stops_leaves_no_request_behind()
    {
        using ClusterConnection connection = Connect(_server);
        using var stop = new CancellationTokenSource();
        await using (
            IAsyncEnumerator<Inventory> inventories = Inventory.WatchAsync([connection], Quick, stop.Token).GetAsyncEnumerator(stop.Token))
        {
            Assert.True(await inventories.MoveNextAsync());
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await inventories.MoveNextAsync());
        }

        _server.ClearRequests();
        _server.Seed(Pod("a", "10.0.0.1"));
        Assert.Empty(_server.Requests);
    }

    private static string Pod(string name, string address, string phase = "Running") => $$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{name}}","namespace":"shop"},"spec":{"containers":[]},
          "status":{"phase":"{{phase}}","podIP":"{{address}}"} }
        """;

    private static void Seed(ApiServer server, RandomObjects objects, int count)
    {
        for (int i = 0; i < count; i++)
        {
            server.Seed(objects.Any());
        }
    }

    private static async Task ChangeAsync(ApiServer server, RandomObjects objects, Random random)
    {
        switch (random.Next(12))
        {
            case 0:
                server.Compact();
                break;
            case 1:
                await server.StopAsync();
                Seed(server, objects, 1);
                await server.ListenAsync();
                break;
            case 2 or 3:
                string[] pods = [.. server.Dump().Keys.Where(key => key.StartsWith("pods/", StringComparison.Ordinal))];
                if (pods.Length > 0)
                {
                    string[] key = pods[random.Next(pods.Length)].Split('/');
                    await DeleteAsync(server, $"/api/v1/namespaces/{key[1]}/pods/{key[2]}");
                }

                break;
            default:
                Seed(server, objects, 1 + random.Next(4));
                break;
        }
    }

    private static async Task DeleteAsync(ApiServer server, string path)
    {
        using ClusterConnection connection = Connect(server);
        await connection.SendAsync(
            new ClusterRequest { Method = HttpMethod.Delete, Path = path, SafeToRepeat = true }, response => response.Status,
            CancellationToken.None);
    }

    private static ClusterConnection Connect(ApiServer server, string token = "admin") => ClusterConnection.FromConfiguration(
        server.Name,
        new KubernetesClientConfiguration { Host = server.Url.ToString(), AccessToken = token },
        new()
        {
            RetryDelay = TimeSpan.FromMilliseconds(1),
            MaxRetryDelay = TimeSpan.FromMilliseconds(5),
            MaxRetries = 2,
            BreakerMinimumThroughput = 100_000,
        });

    /// <summary>The inventories of one watch, one after another.</summary>
    private sealed class Watched : IAsyncDisposable
    {
        private readonly IAsyncEnumerator<Inventory> _inventories;
        private readonly CancellationToken _cancellation;

        public Watched(ClusterConnection connection, LiveInventoryOptions options, CancellationToken cancellationToken) =>
            (_inventories, _cancellation) = (
                Inventory.WatchAsync([connection], options, cancellationToken).GetAsyncEnumerator(cancellationToken), cancellationToken);

        public async ValueTask<Inventory> NextAsync()
        {
            Assert.True(await _inventories.MoveNextAsync());
            return _inventories.Current;
        }

        public async Task<Inventory> UntilAsync(Func<Inventory, bool> condition)
        {
            Inventory inventory;
            do
            {
                inventory = await NextAsync();
            }
            while (!condition(inventory));
            return inventory;
        }

        /// <summary>Until it is what a fresh read gives; the server does not change any more.</summary>
        public async Task UntilAsync(ApiServer server)
        {
            server.Faults = null;
            using ClusterConnection connection = Connect(server);
            Inventory fresh = await Inventory.ReadAsync([connection], Quick, _cancellation);
            Inventory last = _inventories.Current;
            while (last != fresh)
            {
                last = await NextAsync();
            }

            Assert.Equal(Dumped.Compare(Dumped.Inventory(server)), Dumped.Compare(last));
        }

        public ValueTask DisposeAsync() => _inventories.DisposeAsync();
    }
}
