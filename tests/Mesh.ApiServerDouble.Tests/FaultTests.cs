using k8s;
using Mesh.ApiServerDouble.Faults;

namespace Mesh.ApiServerDouble.Tests;

/// <summary>Each fault does what it says, before or after the write.</summary>
public sealed class FaultTests
{
    private const string Red = """{"color":"RED"}""";

    [Theory]
    [InlineData(FaultKind.TooManyRequests, 429, false)]
    [InlineData(FaultKind.InternalError, 500, false)]
    [InlineData(FaultKind.Unavailable, 503, false)]
    [InlineData(FaultKind.Unauthorized, 401, false)]
    [InlineData(FaultKind.Conflict, 409, false)]
    [InlineData(FaultKind.ResetBefore, 0, false)]
    [InlineData(FaultKind.ResetAfter, 0, true)]
    [InlineData(FaultKind.Delay, 201, true)]
    [InlineData(FaultKind.SlowBody, 201, true)]
    [InlineData(FaultKind.TruncatedBody, 0, true)]
    [InlineData(FaultKind.TruncatedJson, 201, true)]
    public async Task A_fault_writes_or_does_not_and_breaks_or_answers(FaultKind kind, int status, bool writes)
    {
        await using ApiServer server = await Widgets.StartAsync();
        server.Faults = _ => new(kind) { RetryAfter = 2 };
        using HttpClient client = new();
        using HttpRequestMessage request = Request(server);
        int answered = 0;
        try
        {
            using HttpResponseMessage response = await client.SendAsync(request);
            answered = (int)response.StatusCode;
            Assert.Equal(
                kind is FaultKind.TooManyRequests or FaultKind.Unavailable ? TimeSpan.FromSeconds(2) : null,
                response.Headers.RetryAfter?.Delta);
        }
        catch (HttpRequestException)
        {
            // The connection broke: no status.
        }

        Assert.Equal(status, answered);
        Assert.Equal(writes, server.Find("example.com/v1", "Widget", "default", "a") is not null);
        Assert.Equal(kind, server.Requests.Single().Fault?.Kind);
    }

    [Theory]
    [InlineData(FaultKind.Hang, false)]
    [InlineData(FaultKind.HangAfter, true)]
    public async Task A_request_that_hangs_ends_with_the_client(FaultKind kind, bool writes)
    {
        await using ApiServer server = await Widgets.StartAsync();
        using CancellationTokenSource patience = new();
        server.Faults = _ => new(kind);
        using HttpClient client = new();
        using HttpRequestMessage request = Request(server);
        Task<HttpResponseMessage> pending = client.SendAsync(request, patience.Token);
        while (server.Requests.Count == 0 || (writes && server.Find("example.com/v1", "Widget", "default", "a") is null))
        {
            await Task.Yield();
        }

        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pending);
        Assert.Equal(writes, server.Find("example.com/v1", "Widget", "default", "a") is not null);
    }

    [Fact]
    public void Seeded_faults_depend_on_seed_and_request_alone()
    {
        Fault[] kinds = [new(FaultKind.InternalError), new(FaultKind.ResetAfter)];
        RequestRecord[] requests = [
            .. Enumerable.Range(0, 200).Select(number => new RequestRecord(number, "PATCH", $"/x/{number % 50}", "", "admin"))];
        List<FaultKind?> Run(int seed)
        {
            SeededFaults faults = new(seed, 0.5, kinds) { MostPerRequest = 3 };
            return [.. requests.Select(request => faults.For(request)?.Kind)];
        }

        Assert.Equal(Run(1), Run(1));
        Assert.NotEqual(Run(1), Run(2));
        Assert.InRange(Run(1).Count(kind => kind is not null), 40, 110);
        Assert.All(Run(3).Skip(150), kind => Assert.Null(kind));
    }

    [Fact]
    public async Task A_stopped_server_refuses_and_remembers()
    {
        await using ApiServer server = await Widgets.StartAsync();
        using Kubernetes client = Client.For(server);
        await client.ApplyAsync("a", Red);
        IReadOnlyDictionary<string, string> before = server.Dump();
        await server.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.ApplyAsync("a", Red));
        await server.ListenAsync();
        await client.ApplyAsync("a", Red);
        Assert.Equal(before, server.Dump());
    }

    [Fact]
    public async Task Two_servers_differ_in_uids_and_one_is_the_same_again()
    {
        await using ApiServer east = await Widgets.StartAsync();
        await using ApiServer west = await Widgets.StartAsync("west");
        string Uid(ApiServer server) => server.Find("v1", "Namespace", "", "kube-system")!["metadata"]!["uid"]!.GetValue<string>();
        string first = Uid(east);
        Assert.NotEqual(first, Uid(west));
        east.Reset();
        Assert.Equal(first, Uid(east));
    }

    private static HttpRequestMessage Request(ApiServer server) =>
        new(HttpMethod.Patch, new Uri(server.Url, "/apis/example.com/v1/namespaces/default/widgets/a?fieldManager=mesh"))
        {
            Headers = { { "Authorization", "Bearer admin" } },
            Content = new StringContent(Widgets.Json("a", Red), System.Text.Encoding.UTF8, "application/apply-patch+yaml"),
        };
}
