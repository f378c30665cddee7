using System.Text.Json;
using k8s;
using Mesh.Kubernetes.Connections;
using Answer = Mesh.Localities.Tests.Live.RawHttp2Server.Answer;

namespace Mesh.Localities.Tests.Live;

/// <summary>
/// A server that goes away in the middle of HTTP/2: an API server does so to spread its clients, a proxy when it restarts.
/// </summary>
public sealed class GoAwayTests : IDisposable
{
    private readonly Certificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task After_each_answer_the_next_request_takes_another_connection()
    {
        await using RawHttp2Server server = Start(_ => Answer.WholeThenGoAway);
        using ClusterConnection connection = Connect(server);

        for (int i = 0; i < 5; i++)
        {
            Assert.Equal("NodeList", (await SendAsync(connection, HttpMethod.Get)).Value);
        }

        Assert.Equal((5, 5), (server.Requests, server.Connections));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PATCH")]
    public async Task What_was_not_looked_at_is_sent_again_even_if_it_must_not_be_done_twice(string method)
    {
        await using RawHttp2Server server = Start(number => number % 2 == 1 ? Answer.Refused : Answer.Whole);
        using ClusterConnection connection = Connect(server);

        ClusterResult<string> result = await SendAsync(connection, new HttpMethod(method), safe: false);

        Assert.Equal("NodeList", result.Value);
        Assert.Equal((2, 2), (server.Requests, server.Connections));
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 1)]
    public async Task What_may_have_been_done_is_repeated_only_where_that_is_safe(bool safe, int requests)
    {
        await using RawHttp2Server server = Start(number => number switch
        {
            1 => Answer.HalfThenError,
            2 => Answer.Error,
            _ => Answer.Whole
        });
        using ClusterConnection connection = Connect(server);

        ClusterResult<string> result = await SendAsync(connection, HttpMethod.Patch, safe);

        Assert.Equal(requests, server.Requests);
        Assert.Equal(safe ? null : ClusterFailureKind.Interrupted, result.Failure?.Kind);
    }

    [Fact]
    public async Task A_server_that_always_goes_away_is_a_failure_and_no_endless_loop()
    {
        await using RawHttp2Server server = Start(_ => Answer.Refused);
        using ClusterConnection connection = Connect(server);

        ClusterResult<string> result = await SendAsync(connection, HttpMethod.Get);

        Assert.Contains(result.Failure!.Kind, (ClusterFailureKind[])[ClusterFailureKind.Interrupted, ClusterFailureKind.Unreachable,
            ClusterFailureKind.Timeout]);
        Assert.InRange(server.Requests, 1, 100);
    }

    private RawHttp2Server Start(Func<int, Answer> script) => new(_certificates.Server(), script);

    private static ClusterConnection Connect(RawHttp2Server server) => ClusterConnection.FromConfiguration(
        "east",
        new KubernetesClientConfiguration { Host = server.Url, AccessToken = "admin", SkipTlsVerify = true },
        new() { TimeProvider = new HastyTime(), AllowInsecureTls = true });

    private static Task<ClusterResult<string>> SendAsync(ClusterConnection connection, HttpMethod method, bool safe = true) =>
        connection.SendAsync(
        new ClusterRequest
        {
            Method = method,
            Path = "/api/v1/nodes",
            Body = method == HttpMethod.Get ? null : (ReadOnlyMemory<byte>?)"{}"u8.ToArray(),
            SafeToRepeat = safe
        },
        response =>
        {
            using var document = JsonDocument.Parse(response.Body);
            return document.RootElement.GetProperty("kind").GetString()!;
        },
        TestContext.Current.CancellationToken);
}
