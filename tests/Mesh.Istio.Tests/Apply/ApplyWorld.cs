using System.Text.Json.Nodes;
using Mesh.ApiServerDouble;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Resources;
using Mesh.Kubernetes.Connections;
using Mesh.Tests;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Apply;

/// <summary>Up to three clusters that have nothing of Mesh yet, and objects to apply to them.</summary>
internal sealed class ApplyWorld : IAsyncDisposable
{
    public const string Home = "mesh-multicluster";

    private readonly LiveWorld _live;

    private ApplyWorld(LiveWorld live) => _live = live;

    public IReadOnlyList<ApiServer> Servers => _live.Servers;

    public ApiServer East => Servers[0];

    public static async Task<ApplyWorld> StartAsync(int clusters = 1, CustomResources? crds = null, IReadOnlyList<Account>? accounts = null)
    {
        string[] names = ["east", "north", "west"];
        LiveWorld live = await LiveWorld.StartAsync(names.Take(clusters), crds, accounts);
        foreach (ApiServer server in live.Servers)
        {
            server.AddNamespace("shop");
        }

        return new ApplyWorld(live);
    }

    public ClusterConnection[] Connect(string account = "admin", ClusterConnectionOptions? options = null) =>
        _live.Connect(account, options);

    public Applier Applier(ApplyOptions? options = null, string account = "admin", ClusterConnectionOptions? connection = null) =>
        new(Connect(account, connection), options);

    public Planner Planner(ApplyOptions? options = null, string account = "admin") => new(Connect(account), options);

    /// <summary>The same objects for every cluster.</summary>
    public MeshResources Resources(params IEnumerable<IstioObject> objects)
    {
        ValueList<IstioObject> list = objects.ToValueList();
        return new MeshResources
        {
            Clusters = Servers.Select(server => new ClusterResources(server.Name) { Objects = list }).ToValueList(),
        };
    }

    public static Namespace MeshNamespace { get; } = new() { Metadata = new ObjectMeta { Name = Home, Labels = Labels() } };

    public static DestinationRule Rule(string name, string host = "details", string ns = "shop", string workspace = "bookinfo") =>
        new() { Metadata = Meta(name, ns, workspace), Host = host };

    public static ServiceEntry Entry(string name, params ServicePort[] ports) =>
        new() { Metadata = Meta(name, "shop"), Hosts = [$"{name}.example.com"], Ports = ports.ToValueList() };

    public static VirtualService Routes(string name, string ns = "shop") =>
        new() { Metadata = Meta(name, ns), Hosts = [$"{name}.example.com"] };

    public static Api.Gateway Gateway(string name, string ns = "shop") =>
        new() { Metadata = Meta(name, ns), Selector = [new("app", name)] };

    public static ObjectMeta Meta(string name, string? ns, string workspace = "bookinfo") =>
        new()
        {
            Name = name,
            Namespace = ns,
            Labels = Labels().With([new("multicluster.mesh/tenant", "dev"), new("multicluster.mesh/workspace", workspace)]),
        };

    public static ValueMap<string> Labels() =>
        [new("app.kubernetes.io/managed-by", "mesh"), new("multicluster.mesh/organization", "tetrate")];

    public JsonObject? Find(IstioObject value, ApiServer? server = null) =>
        (server ?? East).Find(value.ApiVersion, value.Kind, value.Metadata.Namespace ?? "", value.Metadata.Name);

    public string[] Writes(ApiServer? server = null) =>
        [
            .. (server ?? East).Requests.Where(request => request.IsWrite).Select(
                request => $"{request.Method} {request.Path}{request.Query}")];

    /// <summary>Writes as somebody else: server-side apply with another field manager.</summary>
    public async Task ApplyAsAsync(string manager, IstioObject value, bool force = false)
    {
        ApplyResult result = await new Applier(
            [_live.Connect(East)], new ApplyOptions { FieldManager = manager, ApplySet = null, ForceConflicts = force })
            .ApplyAsync(new MeshResources { Clusters = [new ClusterResources(East.Name) { Objects = [value] }] });
        Assert.True(result.IsComplete, result.ToString());
    }

    public ValueTask DisposeAsync() => _live.DisposeAsync();
}
