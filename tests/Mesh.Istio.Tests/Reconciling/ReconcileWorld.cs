using Mesh.ApiServerDouble;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Reconciling.Election;
using Mesh.Istio.Telemetry;
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
    private readonly LiveWorld _live;

    private ReconcileWorld(LiveWorld live) => _live = live;

    public ApiServer Aws => _live.Servers[0];

    public ApiServer Gcp => _live.Servers[1];

    public IReadOnlyList<ApiServer> Servers => _live.Servers;

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
        LiveWorld live = await LiveWorld.StartAsync(["aws", "gcp"], accounts: accounts);
        foreach (ApiServer server in live.Servers)
        {
            server.Seed(Objects(server.Name));
        }

        return new ReconcileWorld(live);
    }

    public static string Objects(string cluster) => File.ReadAllText(Path.Combine(Case, "dumps", cluster, "objects.yaml"));

    /// <summary>The gateway of gcp gets another address; aws has to send its fallback there.</summary>
    public void MoveGateway(string address) => Gcp.Seed(Objects("gcp").Replace("198.51.100.20", address, StringComparison.Ordinal));

    /// <summary>A pod of gcp gets ready, or is no longer.</summary>
    public void SetReady(string pod, bool isReady) =>
        Gcp.Seed(Objects("gcp")
            .Split("---\n")
            .Single(text => text.Contains($"name: {pod}\n", StringComparison.Ordinal))
            .Replace("\"True\"", isReady ? "\"True\"" : "\"False\"", StringComparison.Ordinal));

    public Replica Start(
        ReconcilerOptions? options =
            null, IModelSource? models =
                null, ILogger<MeshReconciler>? logger = null, MeshTelemetry? telemetry = null, string account = "admin",
        ClusterConnectionOptions? connection = null)
    {
        var replica = new Replica(
            [.. Servers.Select(server => LiveWorld.Open(server, account, connection))], models ?? new FixedModel(Model), options ?? Options,
            logger, telemetry);
        _replicas.Add(replica);
        return replica;
    }

    /// <summary>Somebody else's connection to aws.</summary>
    public ClusterConnection Connect() => _live.Connect(Aws);

    public void ClearRequests() => _live.ClearRequests();

    public string[] Writes() =>
        [.. Servers.SelectMany(server =>
            server.Requests.Where(request =>
                request.IsWrite
                    && !request.Path.Contains("/leases", StringComparison.Ordinal)
                    && !request.Query.Contains("dryRun", StringComparison.Ordinal))
                .Select(request => $"{server.Name} {request.Method} {request.Path}"))];

    /// <summary>What Mesh made of both clusters, without what it does not own.</summary>
    public string Content() =>
        string.Join(
            '\n',
            Servers.SelectMany(server =>
                server.Dump(onlyContent: true)
                    .Where(entry => entry.Key.Contains(".istio.io/", StringComparison.Ordinal))
                    .Select(entry => $"{server.Name} {entry.Key} {entry.Value}")));

    public async ValueTask DisposeAsync()
    {
        foreach (Replica replica in _replicas)
        {
            await replica.DisposeAsync();
        }

        await _live.DisposeAsync();
    }
}
