using Mesh.ApiServerDouble;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Reconciling.Election;
using Mesh.Istio.Telemetry;
using Mesh.Istio.Tests.Apply;
using Mesh.Kubernetes.Connections;
using Mesh.Kubernetes.Reading;
using Mesh.Tests;
using Microsoft.Extensions.Logging;

namespace Mesh.Istio.Tests.Reconciling;

/// <summary>The two clusters of the article as API servers, its model, and replicas that keep them so.</summary>
internal sealed class ReconcileWorld : IAsyncDisposable
{
    private static readonly string Case = Path.Combine(RepositoryRoot.Path, "tests", "Mesh.Istio.Tests", "Golden", "Cases", "article");
    private readonly List<Replica> _replicas = [];
    private readonly List<ClusterConnection> _connections = [];

    private ReconcileWorld(ApiServer aws, ApiServer gcp) => (Aws, Gcp) = (aws, gcp);

    public ApiServer Aws { get; }

    public ApiServer Gcp { get; }

    public ApiServer[] Servers => [Aws, Gcp];

    public static MeshModel Model { get; } = MeshModel.FromYaml(File.ReadAllText(Path.Combine(Case, "model.yaml"))).Model!;

    public static LiveInventoryOptions Quick { get; } = new()
    {
        Debounce = TimeSpan.FromMilliseconds(1),
        ReconnectDelay = TimeSpan.FromMilliseconds(1),
        MaxReconnectDelay = TimeSpan.FromMilliseconds(20),
    };

    public static ReconcilerOptions Options { get; } = new()
    {
        Inventory = Quick,
        RetryDelay = TimeSpan.FromMilliseconds(1),
        MaxRetryDelay = TimeSpan.FromMilliseconds(20),
    };

    public static LeaderElectionOptions Election(string identity) => new() { Identity = identity, Namespace = "default" };

    public static async Task<ReconcileWorld> StartAsync(IReadOnlyList<Account>? accounts = null)
    {
        var world = new ReconcileWorld(await StartAsync("aws", accounts), await StartAsync("gcp", accounts));
        return world;
    }

    private static async Task<ApiServer> StartAsync(string name, IReadOnlyList<Account>? accounts)
    {
        ApiServer server = await ApiServer.StartAsync(new() { Name = name, Resources = IstioKinds.All, Accounts = accounts ?? Account.Usual });
        server.Seed(Objects(name));
        return server;
    }

    public static string Objects(string cluster) => File.ReadAllText(Path.Combine(Case, "dumps", cluster, "objects.yaml"));

    /// <summary>The gateway of gcp gets another address; aws has to send its fallback there.</summary>
    public void MoveGateway(string address) => Gcp.Seed(Objects("gcp").Replace("198.51.100.20", address, StringComparison.Ordinal));

    /// <summary>A pod of gcp gets ready, or is no longer.</summary>
    public void SetReady(string pod, bool isReady) =>
        Gcp.Seed(Objects("gcp").Split("---\n").Single(text => text.Contains($"name: {pod}\n", StringComparison.Ordinal)).Replace("\"True\"", isReady ? "\"True\"" : "\"False\"", StringComparison.Ordinal));

    public Replica Start(
        ReconcilerOptions? options = null, IModelSource? models = null, ILogger<MeshReconciler>? logger = null, MeshTelemetry? telemetry = null, string account = "admin",
        ClusterConnectionOptions? connection = null)
    {
        var replica = new Replica([.. Servers.Select(server => ApplyWorld.Connect(server, account, connection ?? ApplyWorld.Fast))], models ?? new FixedModel(Model), options ?? Options, logger, telemetry);
        _replicas.Add(replica);
        return replica;
    }

    /// <summary>Somebody else's connection to aws.</summary>
    public ClusterConnection Connect()
    {
        _connections.Add(ApplyWorld.Connect(Aws, "admin", ApplyWorld.Fast));
        return _connections[^1];
    }

    public void ClearRequests()
    {
        Aws.ClearRequests();
        Gcp.ClearRequests();
    }

    public string[] Writes() => [.. Servers.SelectMany(server => server.Requests.Where(request => request.IsWrite && !request.Path.Contains("/leases", StringComparison.Ordinal) && !request.Query.Contains("dryRun", StringComparison.Ordinal)).Select(request => $"{server.Name} {request.Method} {request.Path}"))];

    /// <summary>What Mesh made of both clusters, without what it does not own.</summary>
    public string Content() => string.Join('\n', Servers.SelectMany(server => server.Dump(onlyContent: true).Where(entry => entry.Key.Contains(".istio.io/", StringComparison.Ordinal)).Select(entry => $"{server.Name} {entry.Key} {entry.Value}")));

    public async ValueTask DisposeAsync()
    {
        foreach (Replica replica in _replicas)
        {
            await replica.DisposeAsync();
        }

        _connections.ForEach(connection => connection.Dispose());
        await Aws.DisposeAsync();
        await Gcp.DisposeAsync();
    }
}
