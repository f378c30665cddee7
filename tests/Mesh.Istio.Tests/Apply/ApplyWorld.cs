using System.Text.Json.Nodes;
using Mesh.ApiServerDouble;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Resources;
using Mesh.Kubernetes.Connections;
using k8s;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Apply;

/// <summary>Some clusters, each an API server of its own, and the connections to them.</summary>
internal sealed class ApplyWorld : IAsyncDisposable
{
    public const string Home = "mesh-multicluster";

    private readonly List<ClusterConnection> _connections = [];

    private ApplyWorld(IReadOnlyList<ApiServer> servers) => Servers = servers;

    public IReadOnlyList<ApiServer> Servers { get; }

    public ApiServer East => Servers[0];

    public static async Task<ApplyWorld> StartAsync(int clusters = 1, CustomResources? crds = null, IReadOnlyList<Account>? accounts = null)
    {
        string[] names = ["east", "north", "west"];
        var servers = new List<ApiServer>();
        foreach (string name in names.Take(clusters))
        {
            servers.Add(await ApiServer.StartAsync(new() { Name = name, Resources = crds ?? IstioKinds.All, Accounts = accounts ?? Account.Usual }));
            servers[^1].AddNamespace("shop");
        }

        return new ApplyWorld(servers);
    }

    public static ClusterConnectionOptions Fast { get; } = new()
    {
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(2),
        BreakerMinimumThroughput = 1000,
    };

    public ClusterConnection[] Connect(string account = "admin", ClusterConnectionOptions? options = null)
    {
        ClusterConnection[] connections = [.. Servers.Select(server => Connect(server, account, options ?? Fast))];
        _connections.AddRange(connections);
        return connections;
    }

    public Applier Applier(ApplyOptions? options = null, string account = "admin", ClusterConnectionOptions? connection = null) => new(Connect(account, connection), options);

    public Planner Planner(ApplyOptions? options = null, string account = "admin") => new(Connect(account), options);

    /// <summary>The same objects for every cluster.</summary>
    public MeshResources Resources(params IEnumerable<IstioObject> objects)
    {
        ValueList<IstioObject> list = objects.ToValueList();
        return new MeshResources { Clusters = Servers.Select(server => new ClusterResources(server.Name) { Objects = list }).ToValueList() };
    }

    public static Namespace MeshNamespace { get; } = new() { Metadata = new ObjectMeta { Name = Home, Labels = Labels() } };

    public static DestinationRule Rule(string name, string host = "details", string ns = "shop", string workspace = "bookinfo") =>
        new() { Metadata = Meta(name, ns, workspace), Host = host };

    public static ServiceEntry Entry(string name, params ServicePort[] ports) =>
        new() { Metadata = Meta(name, "shop"), Hosts = [$"{name}.example.com"], Ports = ports.ToValueList() };

    public static VirtualService Routes(string name, string ns = "shop") => new() { Metadata = Meta(name, ns), Hosts = [$"{name}.example.com"] };

    public static Api.Gateway Gateway(string name, string ns = "shop") => new() { Metadata = Meta(name, ns), Selector = [new("app", name)] };

    public static ObjectMeta Meta(string name, string? ns, string workspace = "bookinfo") =>
        new() { Name = name, Namespace = ns, Labels = Labels().With([new("multicluster.mesh/tenant", "dev"), new("multicluster.mesh/workspace", workspace)]) };

    public static ValueMap<string> Labels() => [new("app.kubernetes.io/managed-by", "mesh"), new("multicluster.mesh/organization", "tetrate")];

    public JsonObject? Find(IstioObject value, ApiServer? server = null) =>
        (server ?? East).Find(value.ApiVersion, value.Kind, value.Metadata.Namespace ?? "", value.Metadata.Name);

    public string[] Writes(ApiServer? server = null) => [.. (server ?? East).Requests.Where(request => request.IsWrite).Select(request => $"{request.Method} {request.Path}{request.Query}")];

    /// <summary>Writes as somebody else: server-side apply with another field manager.</summary>
    public async Task ApplyAsAsync(string manager, IstioObject value, bool force = false)
    {
        ClusterConnection connection = Connect(East, "admin", Fast);
        _connections.Add(connection);
        ApplyResult result = await new Applier([connection], new ApplyOptions { FieldManager = manager, ApplySet = null, ForceConflicts = force })
            .ApplyAsync(new MeshResources { Clusters = [new ClusterResources(East.Name) { Objects = [value] }] });
        Assert.True(result.IsComplete, result.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        _connections.ForEach(connection => connection.Dispose());
        foreach (ApiServer server in Servers)
        {
            await server.DisposeAsync();
        }
    }

    public static ClusterConnection Connect(ApiServer server, string account, ClusterConnectionOptions options)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(server.Kubeconfig(account: account)));
        return ClusterConnection.FromConfiguration(server.Name, KubernetesClientConfiguration.BuildConfigFromConfigFile(stream), options);
    }
}
