using System.Text.Json;
using Mesh.ApiServerDouble;
using Mesh.ApiServerDouble.Faults;
using Mesh.Kubernetes.Connections;
using k8s;

namespace Mesh.Localities.Tests.Live;

/// <summary>One cluster's connection against the double: what is repeated, what waits, what is said about failures.</summary>
public sealed partial class ConnectionTests : IAsyncLifetime
{
    private const string Secret = "s3cr3t-t0ken-of-nobody-else";
    private static readonly ClusterRequest Nodes = ClusterRequest.Get("/api/v1/nodes?limit=5");
    private readonly HastyTime _time = new();
    private ApiServer _server = null!;

    private static ClusterRequest Create => new()
    {
        Method = HttpMethod.Post,
        Path = "/api/v1/namespaces",
        Body = """{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"new"}}"""u8.ToArray(),
    };

    public async ValueTask InitializeAsync() => _server = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task An_answer_is_read_completely()
    {
        using ClusterConnection connection = Connect();

        ClusterResult<string> result = await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);

        Assert.Equal("NodeList", result.Value);
        Assert.Equal("admin", Assert.Single(_server.Requests).User);
    }

    [Fact]
    public async Task A_full_server_is_asked_again_after_the_time_that_it_names()
    {
        _server.Faults = request => request.Number <= 2 ? new Fault(FaultKind.TooManyRequests) { RetryAfter = 7 } : null;
        using ClusterConnection connection = Connect();

        ClusterResult<string> result = await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);

        Assert.Null(result.Failure);
        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7)], _time.Waits);
    }

    [Fact]
    public async Task A_server_that_asks_for_too_long_a_wait_is_left_alone()
    {
        _server.Faults = _ => new Fault(FaultKind.Unavailable) { RetryAfter = 3600 };
        using ClusterConnection connection = Connect();

        ClusterResult<string> result = await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);

        Assert.Equal(
            (ClusterFailureKind.Unavailable, TimeSpan.FromHours(1), 1),
            (result.Failure!.Kind, result.Failure.RetryAfter!.Value, result.Failure.Attempts));
        Assert.Empty(_time.Waits);
    }

    [Fact]
    public async Task Waits_grow_where_the_server_names_none()
    {
        _server.Faults = request => request.Number <= 4 ? new Fault(FaultKind.InternalError) : null;
        using ClusterConnection connection = Connect();

        ClusterResult<string> result = await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);

        Assert.Null(result.Failure);
        Assert.Equal(4, _time.Waits.Count);
        Assert.All(_time.Waits, wait => Assert.InRange(wait, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData(FaultKind.ResetBefore)]
    [InlineData(FaultKind.ResetAfter)]
    [InlineData(FaultKind.Unavailable)]
    [InlineData(FaultKind.InternalError)]
    [InlineData(FaultKind.TruncatedBody)]
    [InlineData(FaultKind.TruncatedJson)]
    [InlineData(FaultKind.TooManyRequests)]
    [InlineData(FaultKind.Unauthorized)]
    public async Task Reading_survives_a_fault_that_passes(FaultKind fault)
    {
        _server.Faults = request => request.Number == 1 ? new Fault(fault) : null;
        using ClusterConnection connection = Connect();

        ClusterResult<string> result = await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);

        Assert.Equal("NodeList", result.Value);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Theory]
    [InlineData(FaultKind.ResetAfter, 1)]
    [InlineData(FaultKind.Unavailable, 1)]
    [InlineData(FaultKind.TruncatedBody, 1)]
    [InlineData(FaultKind.TooManyRequests, 6)]
    [InlineData(FaultKind.Unauthorized, 2)]
    public async Task Writing_is_repeated_only_when_nothing_can_have_happened(FaultKind fault, int requests)
    {
        _server.Faults = _ => new Fault(fault);
        using ClusterConnection connection = Connect();

        ClusterResult<string> result = await connection.SendAsync(Create, Kind, TestContext.Current.CancellationToken);

        Assert.NotNull(result.Failure);
        Assert.Equal(requests, _server.Requests.Count);
        Assert.Equal(requests, result.Failure.Attempts);
    }

    [Fact]
    public async Task Every_repetition_is_told_with_its_reason_and_wait()
    {
        _server.Faults = request =>
            request.Number switch { 1 => new Fault(FaultKind.Unavailable), 2 => new Fault(FaultKind.ResetBefore), _ => null };
        var told = new List<RequestRetry>();
        using ClusterConnection connection = Connect(options: new() { OnRetry = told.Add, TimeProvider = _time });

        await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);

        Assert.Equal(
            [(connection.Cluster, ClusterFailureKind.Unavailable), (connection.Cluster, ClusterFailureKind.Interrupted)],
            told.Select(retry => (retry.Cluster, retry.Failure)));
        // Timers count whole milliseconds.
        Assert.Equal(_time.Waits.Select(wait => (int)wait.TotalMilliseconds), told.Select(retry => (int)retry.Wait.TotalMilliseconds));
    }

    [Fact]
    public async Task Writing_that_is_safe_to_repeat_is_repeated()
    {
        _server.Faults = request => request.Number == 1 ? new Fault(FaultKind.ResetAfter) : null;
        using ClusterConnection connection = Connect();

        ClusterResult<string> result = await connection.SendAsync(
            Create with { SafeToRepeat = true }, Kind, TestContext.Current.CancellationToken);

        Assert.Equal(ClusterFailureKind.Conflict, result.Failure!.Kind);
        Assert.Equal(["POST", "POST"], _server.Requests.Select(request => request.Method));
    }

    [Theory]
    [InlineData("nobody", "/api/v1/nodes", ClusterFailureKind.Forbidden)]
    [InlineData("admin", "/apis/none.example/v1/things", ClusterFailureKind.NotServed)]
    [InlineData("admin", "/api/v1/namespaces/absent", ClusterFailureKind.NotFound)]
    [InlineData("admin", "/api/v1/nodes?continue=abc", ClusterFailureKind.Invalid)]
    public async Task What_stays_wrong_is_asked_once(string account, string path, ClusterFailureKind kind)
    {
        using ClusterConnection connection = Connect(account);

        ClusterResult<string> result = await connection.SendAsync(ClusterRequest.Get(path), Kind, TestContext.Current.CancellationToken);

        Assert.Equal(kind, result.Failure!.Kind);
        Assert.Single(_server.Requests);
    }

    [Fact]
    public async Task An_answer_that_never_comes_is_a_timeout()
    {
        _server.Faults = _ => new Fault(FaultKind.Hang);
        using ClusterConnection connection = Connect(
            options: new() { AttemptTimeout = TimeSpan.FromSeconds(20), MaxRetries = 0, TimeProvider = _time });

        ClusterResult<string> result = await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);

        Assert.Equal(ClusterFailureKind.Timeout, result.Failure!.Kind);
    }

    [Fact]
    public async Task Who_cancels_gets_a_cancellation_and_no_failure()
    {
        using var cancelled = new CancellationTokenSource();
        _server.Faults = _ =>
        {
            cancelled.Cancel();
            return new Fault(FaultKind.Hang);
        };
        using ClusterConnection connection = Connect();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.SendAsync(Nodes, Kind, cancelled.Token));
    }

    [Fact]
    public async Task A_server_that_is_away_is_found_again()
    {
        await _server.StopAsync();
        using ClusterConnection connection = Connect(options: new() { MaxRetries = 1, TimeProvider = _time });

        ClusterResult<string> away = await connection.SendAsync(Create, Kind, TestContext.Current.CancellationToken);
        await _server.ListenAsync();
        ClusterResult<string> back = await connection.SendAsync(Create, Kind, TestContext.Current.CancellationToken);

        Assert.Equal((ClusterFailureKind.Unreachable, 2), (away.Failure!.Kind, away.Failure.Attempts));
        Assert.Equal("Namespace", back.Value);
    }

    [Fact]
    public async Task After_many_failures_the_circuit_opens_and_later_closes()
    {
        _server.Faults = _ => new Fault(FaultKind.Unavailable);
        using ClusterConnection connection = Connect(options: new() { BreakerMinimumThroughput = 4, MaxRetries = 0, TimeProvider = _time });
        for (int i = 0; i < 3; i++)
        {
            await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);
        }

        ClusterResult<string> failed = await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);
        ClusterResult<string> open = await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);
        _server.Faults = null;
        _time.Pass(TimeSpan.FromSeconds(6));
        ClusterResult<string> closed = await connection.SendAsync(Nodes, Kind, TestContext.Current.CancellationToken);

        Assert.Equal((ClusterFailureKind.CircuitOpen, 0), (open.Failure!.Kind, open.Failure.Attempts));
        Assert.EndsWith($"The last one: {failed.Failure!.Message}", open.Failure.Message, StringComparison.Ordinal);
        Assert.Equal("NodeList", closed.Value);
        Assert.Equal(5, _server.Requests.Count);
    }

    [Fact]
    public async Task No_more_requests_are_under_way_than_allowed()
    {
        int current = 0;
        int most = 0;
        using ClusterConnection connection = Connect(options: new() { MaxConcurrency = 3, TimeProvider = _time });
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => connection.SendAsync(
            Nodes,
            response =>
            {
                int now = Interlocked.Increment(ref current);
                InterlockedMax(ref most, now);
                Thread.Yield();
                Interlocked.Decrement(ref current);
                return response.Status;
            },
            TestContext.Current.CancellationToken)));

        Assert.InRange(most, 1, 3);
        Assert.Equal(20, _server.Requests.Count);
    }

    private static string Kind(ClusterResponse response)
    {
        using var document = JsonDocument.Parse(response.Body);
        return document.RootElement.GetProperty("kind").GetString()!;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen = Volatile.Read(ref target);
        while (value > seen)
        {
            int before = Interlocked.CompareExchange(ref target, value, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    private ClusterConnection Connect(string account = "admin", ClusterConnectionOptions? options = null) =>
        ClusterConnection.FromConfiguration(
        "east",
        new KubernetesClientConfiguration { Host = _server.Url.ToString().TrimEnd('/'), AccessToken = account },
        options ?? new() { TimeProvider = _time });
}
