using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble;
using Mesh.Istio;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests;
using Mesh.Kubernetes.Connections;
using Mesh.Tests;

namespace Mesh.Conformance.Tests.Applying;

/// <summary>A double with Istio's CRDs, on which Mesh does what kubectl did on the recorded server.</summary>
internal sealed class WireWorld : IAsyncDisposable
{
    private readonly LiveWorld _live;
    private readonly ClusterConnection _connection;
    private readonly HttpClient _client = new();

    private WireWorld(LiveWorld live)
    {
        _live = live;
        _connection = live.Connect(Server, options: new ClusterConnectionOptions());
    }

    public ApiServer Server => _live.Servers[0];

    public static async Task<WireWorld> StartAsync()
    {
        LiveWorld live = await LiveWorld.StartAsync(["east"], CustomResources.FromFile(SharedFolder.Find("istio", "crds-1.30.3.yaml")));
        foreach (string name in (string[])["shop", "shop2", "bookinfo"])
        {
            live.Servers[0].AddNamespace(name);
        }

        return new WireWorld(live);
    }

    public Task<ApplyResult> ApplyAsync(ApplyOptions options, IEnumerable<IstioObject> objects)
    {
        Server.ClearRequests();
        return new Applier([_connection], options).ApplyAsync(Resources(objects));
    }

    public Task<ApplyPlan> PlanAsync(ApplyOptions options, IEnumerable<IstioObject> objects)
    {
        Server.ClearRequests();
        return new Planner([_connection], options).PlanAsync(Resources(objects));
    }

    /// <summary>Sends a recorded request as it was.</summary>
    public async Task ReplayAsync(RecordedExchange one)
    {
        using HttpRequestMessage request = Message(one.Method, one.Path);
        request.Content = new StringContent(one.Request["body"]!.ToJsonString(), Encoding.UTF8)
        {
            Headers = { ContentType = new MediaTypeHeaderValue(one.Request["headers"]!["Content-Type"]!.GetValue<string>()) },
        };
        using HttpResponseMessage response = await _client.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The object of a path; <see langword="null"/> when it is not there.</summary>
    public async Task<JsonObject?> GetAsync(string path)
    {
        using HttpRequestMessage request = Message("GET", path);
        using HttpResponseMessage response = await _client.SendAsync(request);
        return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject() : null;
    }

    /// <summary>Opens a watch; its lines are events.</summary>
    public async Task<StreamReader> WatchAsync(string path)
    {
        HttpResponseMessage response = await _client.SendAsync(Message("GET", path), HttpCompletionOption.ResponseHeadersRead);
        return new StreamReader(await response.Content.ReadAsStreamAsync());
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _live.DisposeAsync();
    }

    private MeshResources Resources(IEnumerable<IstioObject> objects) =>
        new() { Clusters = [new ClusterResources(Server.Name) { Objects = objects.ToValueList() }] };

    private HttpRequestMessage Message(string method, string path) =>
        new(new HttpMethod(method), new Uri(Server.Url, path))
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", "admin") },
        };
}
