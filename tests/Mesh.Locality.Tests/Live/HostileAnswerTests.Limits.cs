using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Mesh.ApiServerDouble.Faults;
using Mesh.Inventories;
using Mesh.Kubernetes.Connections;
using Mesh.Kubernetes.Reading;
using k8s;

namespace Mesh.Localities.Tests.Live;

/// <summary>What is never read to its end, and never waited for.</summary>
public sealed partial class HostileAnswerTests
{
    [Theory]
    [InlineData(true, 200)]
    [InlineData(false, 200)]
    [InlineData(true, 500)]
    public async Task An_answer_longer_than_the_limit_is_not_read(bool compressed, int status)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(new byte[8 * 1024 * 1024]);
        }

        byte[] body = compressed ? packed.ToArray() : new byte[200 * 1024];
        _server.Faults = _ => new Fault(FaultKind.Response)
        {
            Response = new(status, body)
            {
                Repeat = compressed ? 1 : 1000,
                Headers = compressed ? Headers(("Content-Encoding", "gzip")) : Headers(),
            },
        };
        using ClusterConnection connection = Connect(new() { MaxResponseBytes = 100_000, MaxRetries = 2, TimeProvider = _time });

        ClusterResult<string> result = await connection.SendAsync(Nodes, Read, Cancellation);

        Assert.Equal(
            status == 200 ? (ClusterFailureKind.TooLarge, 1) : (ClusterFailureKind.Unavailable, 3),
            (Kind(result), result.Failure!.Attempts));
        Assert.True(status != 200 || result.Failure.Message.Contains("MaxResponseBytes", StringComparison.Ordinal));

        static ClusterFailureKind Kind(ClusterResult<string> result) =>
            result.Failure!.Kind is ClusterFailureKind.Invalid ? ClusterFailureKind.Unavailable : result.Failure.Kind;
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_list_that_does_not_end_is_ended(bool repeats)
    {
        int pages = 0;
        string Next() => repeats ? "again" : $"page-{Interlocked.Increment(ref pages)}";
        _server.Faults = _ => Answer(200, Encoding.UTF8.GetBytes(
            $$$"""{"metadata":{"resourceVersion":"1","continue":"{{{Next()}}}"},"items":[]}"""));
        using ClusterConnection connection = Connect(new() { MaxListObjects = 5000, MaxRetries = 0, TimeProvider = _time });

        Inventory inventory = await Inventory.ReadAsync([connection], null, Cancellation);

        Assert.Empty(inventory.Clusters);
        Assert.Equal("MI040", Assert.Single(inventory.Diagnostics).Code);
    }

    [Fact]
    public async Task A_frozen_server_costs_one_attempt_and_holds_nobody_else()
    {
        using var frozen = new TcpListener(IPAddress.Loopback, 0);
        frozen.Start();
        string address = $"https://127.0.0.1:{((IPEndPoint)frozen.LocalEndpoint).Port}";
        using ClusterConnection dead = ClusterConnection.FromConfiguration(
            "west", new KubernetesClientConfiguration { Host = address, AccessToken = Token }, new()
            {
                AttemptTimeout = TimeSpan.FromSeconds(20),
                MaxRetries = 0,
                TimeProvider = _time,
            });
        // Never in time: what is asked of it does not end.
        using ClusterConnection stuck = ClusterConnection.FromConfiguration(
            "west", new KubernetesClientConfiguration { Host = address, AccessToken = Token }, new() { TimeProvider = _time });
        using ClusterConnection well = Connect();

        ClusterResult<string> result = await dead.SendAsync(Nodes, Read, Cancellation);
        await using IAsyncEnumerator<Inventory> watch = Inventory.WatchAsync(
            [stuck, well], new() { FirstWait = TimeSpan.FromMilliseconds(200) }, Cancellation)
            .GetAsyncEnumerator(Cancellation);
        Inventory first;
        do
        {
            Assert.True(await watch.MoveNextAsync());
            first = watch.Current;
        }
        while (first.Clusters.IsEmpty);

        Assert.Equal(ClusterFailureKind.Timeout, result.Failure!.Kind);
        Assert.Equal(["east"], first.Clusters.Select(cluster => cluster.Name));
        Assert.Equal("west", Assert.Single(first.Diagnostics, finding => finding.Code == "MI040").Path);
    }

    [Theory]
    [InlineData("ERROR")]
    [InlineData("garbage")]
    [InlineData("long")]
    public async Task A_watch_that_always_fails_is_reported_with_the_age_of_the_facts(string how)
    {
        byte[] line = how switch
        {
            "ERROR" =>
                """{"type":"ERROR","object":{"kind":"Status","code":500,"message":"etcd is away","reason":"InternalError"}}"""u8.ToArray(),
            "garbage" => "{]"u8.ToArray(),
            _ => Encoding.UTF8.GetBytes(new string('x', 100_000)),
        };
        _server.Faults = request =>
            request.Query.Contains("watch=true", StringComparison.Ordinal) ? Answer(200, [.. line, (byte)'\n']) : null;
        using ClusterConnection connection = Connect(new() { MaxWatchLineBytes = 64 * 1024, TimeProvider = _time });
        var quick = new LiveInventoryOptions
        {
            Debounce = TimeSpan.FromMilliseconds(1),
            ReconnectDelay = TimeSpan.FromMilliseconds(1),
            MaxReconnectDelay = TimeSpan.FromMilliseconds(5),
        };
        await using IAsyncEnumerator<Inventory> watch = Inventory.WatchAsync([connection], quick, Cancellation)
            .GetAsyncEnumerator(Cancellation);
        do
        {
            Assert.True(await watch.MoveNextAsync());
        }
        while (watch.Current.Diagnostics.Count(finding => finding.Code == "MI043") < 7);

        Assert.All(
            watch.Current.Diagnostics.Where(finding => finding.Code == "MI043"),
            finding => Assert.Contains(" UTC", finding.Message, StringComparison.Ordinal));
        _server.Faults = null;
        do
        {
            // A watch is known to follow again when it tells something.
            _server.AddNamespace($"n{Random.Shared.Next()}");
            Assert.True(await watch.MoveNextAsync());
        }
        while (
            watch.Current.Diagnostics.Any(
                finding => finding.Code == "MI043" && finding.Path.EndsWith("namespaces", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(WrongOptions))]
    public void Options_are_checked_where_they_are_given(ClusterConnectionOptions options, string name) =>
        Assert.Contains(name, Assert.Throws<ArgumentOutOfRangeException>(() => Connect(options)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Options_of_reading_are_checked_where_they_are_given()
    {
        using ClusterConnection connection = Connect();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => Inventory.ReadAsync([connection], new() { PageSize = 0 }, Cancellation));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Inventory.WatchAsync([connection], new() { WatchTimeout = TimeSpan.FromDays(60) }, Cancellation));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Inventory.WatchAsync([connection], new() { Debounce = TimeSpan.FromTicks(-1) }, Cancellation));
    }

    public static TheoryData<ClusterConnectionOptions, string> WrongOptions => new()
    {
        { new() { AttemptTimeout = TimeSpan.Zero }, "AttemptTimeout" },
        { new() { AttemptTimeout = TimeSpan.FromDays(60) }, "AttemptTimeout" },
        { new() { MaxRetries = -1 }, "MaxRetries" },
        { new() { RetryDelay = TimeSpan.FromSeconds(-1) }, "RetryDelay" },
        { new() { MaxRetryAfter = TimeSpan.MaxValue }, "MaxRetryAfter" },
        { new() { MaxConcurrency = 0 }, "MaxConcurrency" },
        { new() { BreakerFailureRatio = double.NaN }, "BreakerFailureRatio" },
        { new() { BreakerMinimumThroughput = 1 }, "BreakerMinimumThroughput" },
        { new() { BreakDuration = TimeSpan.Zero }, "BreakDuration" },
        { new() { MaxResponseBytes = 1 }, "MaxResponseBytes" },
        { new() { MaxWatchLineBytes = int.MaxValue }, "MaxWatchLineBytes" },
        { new() { MaxListObjects = 0 }, "MaxListObjects" },
    };
}
