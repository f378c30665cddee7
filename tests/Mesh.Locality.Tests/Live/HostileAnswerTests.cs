using System.Text;
using System.Text.Json;
using Mesh.ApiServerDouble;
using Mesh.ApiServerDouble.Faults;
using Mesh.Inventories;
using Mesh.Kubernetes.Connections;
using k8s;

namespace Mesh.Localities.Tests.Live;

/// <summary>Nothing that a server answers leaves the connection as an exception, a wait or a flood.</summary>
public sealed partial class HostileAnswerTests : IAsyncLifetime
{
    private const string Token = "eyJhbGciOiJSUzI1NiJ9.c2VjcmV0LW9mLW5vYm9keQ.c2lnbmF0dXJl";
    private static readonly ClusterRequest Nodes = ClusterRequest.Get("/api/v1/nodes?limit=5");
    private readonly HastyTime _time = new();
    private ApiServer _server = null!;

    public async ValueTask InitializeAsync() =>
        _server = await ApiServer.StartAsync(new() { Accounts = [.. Account.Usual, new Account(Token) { Rules = [] }] });

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("no gzip at all", ClusterFailureKind.Malformed)]
    [InlineData("", ClusterFailureKind.Malformed)]
    public async Task A_body_that_is_not_what_its_encoding_says_is_malformed(string body, ClusterFailureKind kind)
    {
        _server.Faults = _ => Answer(200, Encoding.UTF8.GetBytes(body), ("Content-Encoding", "gzip"));

        Assert.Equal(kind, (await SendAsync()).Failure!.Kind);
    }

    [Fact]
    public async Task The_status_counts_where_the_page_of_an_error_cannot_be_read()
    {
        _server.Faults = _ => Answer(403, "no gzip at all"u8.ToArray(), ("Content-Encoding", "gzip"));

        Assert.Equal(
            (ClusterFailureKind.Forbidden, 403), (await SendAsync()).Failure is { } failure ? (failure.Kind, failure.HttpStatus) : default);
    }

    [Fact]
    public async Task Whatever_reading_an_answer_throws_is_malformed()
    {
        using ClusterConnection connection = Connect();

        ClusterResult<string> result = await connection.SendAsync<string>(Nodes, _ => throw new KeyNotFoundException(), Cancellation);

        Assert.Equal(ClusterFailureKind.Malformed, result.Failure!.Kind);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":[null,1,"a",[],{},{"metadata":1}]}""")]
    [InlineData("""{"metadata":{"resourceVersion":"1"},"items":[{"metadata":{"name":"\ud800","labels":[]}}]}""")]
    public async Task A_list_of_another_shape_is_a_finding_at_most(string body)
    {
        _server.Faults = _ => Answer(200, Encoding.UTF8.GetBytes(body));
        using ClusterConnection connection = Connect();

        Inventory inventory = await Inventory.ReadAsync([connection], null, Cancellation);

        Assert.True(inventory.Clusters.IsEmpty || inventory.Clusters[0].Workloads.IsEmpty);
    }

    [Theory]
    [InlineData("4294968")]
    [InlineData("999999999999999999999")]
    [InlineData("-1")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData("soon")]
    public async Task A_wait_that_a_server_asks_for_never_passes_the_option(string asked)
    {
        int requests = 0;
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var time = new HastyTime { Timeouts = TimeSpan.FromHours(1) };
        _server.Faults = request =>
        {
            if (Interlocked.Increment(ref requests) > 60)
            {
                enough.Cancel();
            }

            return Answer(503, "{}"u8.ToArray(), ("Retry-After", asked));
        };
        using ClusterConnection connection = Connect(new()
        {
            TimeProvider = time,
            MaxRetries = 0,
            BreakerMinimumThroughput = 1_000_000,
            MaxRetryAfter = TimeSpan.FromMinutes(2),
            AttemptTimeout = TimeSpan.FromHours(2),
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (Inventory inventory in Inventory.WatchAsync(
                [connection], new() { TimeProvider = time, FirstWait = TimeSpan.FromHours(2) }, enough.Token))
            {
                Assert.Empty(inventory.Clusters);
            }
        });

        Assert.All(time.Waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using ApiServer other = await ApiServer.StartAsync();
        _server.Faults = _ => Answer(303, [], ("Location", $"{other.Url}api/v1/nodes"));
        using ClusterConnection connection = Connect(new() { MaxRetries = 0, TimeProvider = _time });

        ClusterResult<string> result = await connection.SendAsync(
            Nodes with { Method = HttpMethod.Patch, Body = "{}"u8.ToArray() }, _ => "written", Cancellation);

        Assert.Equal((ClusterFailureKind.Malformed, 303), (result.Failure?.Kind, result.Failure?.HttpStatus));
        Assert.Contains("redirect", result.Failure!.Message, StringComparison.Ordinal);
        Assert.Empty(other.Requests);
    }

    [Theory]
    [InlineData("<pre>GET /api\r\nAuthorization: Bearer {0}\r\n</pre>")]
    [InlineData("{0}")]
    [InlineData("""{{"kind":"Status","message":"who is {0}?","reason":"{0}","details":{{"name":"{0}","causes":[{{"reason":"{0}","message":"{0}","field":"{0}"}}]}}}}""")]
    [InlineData("Authorization: Bearer c29tZWJvZHktZWxzZXMtdG9rZW4=")]
    public async Task A_page_that_repeats_the_request_does_not_show_the_token(string page)
    {
        _server.Faults = _ => Answer(502, Encoding.UTF8.GetBytes(string.Format(null, page, Token)));
        using ClusterConnection connection = Connect(new() { MaxRetries = 0, TimeProvider = _time }, Token);

        ClusterResult<string> result = await connection.SendAsync(Nodes, Read, Cancellation);

        string said = JsonSerializer.Serialize(result.Failure);
        Assert.DoesNotContain(Token, said, StringComparison.Ordinal);
        Assert.DoesNotContain("c29tZWJvZHktZWxzZXMtdG9rZW4", said, StringComparison.Ordinal);
        Assert.Contains("hidden", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(480)]
    [InlineData(16 * 1024 - 20)]
    public async Task A_token_that_the_cut_of_a_long_page_hits_is_not_shown_in_part(int before)
    {
        string page = string.Concat(Enumerable.Repeat(Token + " ", before / (Token.Length + 1)))
            .PadRight(before, 'x') + Token + new string('x', 20_000);
        _server.Faults = _ => Answer(502, Encoding.UTF8.GetBytes(page));
        using ClusterConnection connection = Connect(new() { MaxRetries = 0, TimeProvider = _time }, Token);

        ClusterResult<string> result = await connection.SendAsync(Nodes, Read, Cancellation);

        Assert.DoesNotContain(Token[..10], result.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warning_does_not_show_the_token()
    {
        _server.Faults = _ => Answer(200, "{}"u8.ToArray(), ("Warning", $"299 - \"hello {Token}\""));
        using ClusterConnection connection = Connect(new() { MaxRetries = 0, TimeProvider = _time }, Token);

        ClusterResult<ValueList<string>> result = await connection.SendAsync(Nodes, response => response.Warnings, Cancellation);

        Assert.Equal(["hello [hidden]"], result.Value);
    }

    [Fact]
    public async Task Credentials_do_not_go_over_http_to_another_machine()
    {
        using ClusterConnection connection = ClusterConnection.FromConfiguration(
            "east", new KubernetesClientConfiguration
            {
                Host = "http://mesh.invalid",
                AccessToken = Token,
            }, new() { MaxRetries = 0, TimeProvider = _time });

        ClusterResult<string> result = await connection.SendAsync(Nodes, Read, Cancellation);

        Assert.Equal((ClusterFailureKind.Configuration, 0), (result.Failure!.Kind, result.Failure.Attempts));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Read(ClusterResponse response)
    {
        using var document = JsonDocument.Parse(response.Body);
        return document.RootElement.GetProperty("kind").GetString()!;
    }

    private static Dictionary<string, string> Headers(params (string Name, string Value)[] headers) =>
        headers.Append(("Content-Type", "application/json")).ToDictionary(header => header.Item1, header => header.Item2);

    private static Fault Answer(int status, byte[] body, params (string Name, string Value)[] headers) =>
        new(FaultKind.Response) { Response = new(status, body) { Headers = Headers(headers) } };

    private async Task<ClusterResult<string>> SendAsync()
    {
        using ClusterConnection connection = Connect();
        return await connection.SendAsync(Nodes, Read, Cancellation);
    }

    private ClusterConnection Connect(ClusterConnectionOptions? options = null, string account = "admin") =>
        ClusterConnection.FromConfiguration(
        "east", new KubernetesClientConfiguration
        {
            Host = _server.Url.ToString().TrimEnd('/'),
            AccessToken = account,
        }, options ?? new() { TimeProvider = _time });
}
