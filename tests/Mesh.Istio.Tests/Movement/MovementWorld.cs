using System.Text.Json.Nodes;
using Mesh.ApiServerDouble;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Capacity;
using Mesh.Istio.Movement;
using Mesh.Istio.Reconciling.Election;
using Mesh.Istio.Tests.Apply;
using Mesh.Kubernetes.Connections;
using Mesh.Tests;
using static Mesh.Istio.Tests.Capacity.LoadMeshes;

namespace Mesh.Istio.Tests.Movement;

/// <summary>Two clusters as API servers with the objects of a model applied, a plan that drains one, and runners.</summary>
internal sealed class MovementWorld : IAsyncDisposable
{
    private const string Name = "mesh-movement";

    private readonly LiveWorld _live;

    private MovementWorld(LiveWorld live) => _live = live;

    /// <summary>A drain of aws: three shifts, the state of the cluster, a look and a wait.</summary>
    public static MovementPlan Plan { get; } = PlanOf(100, gcp: 2);

    public IReadOnlyList<ApiServer> Servers => _live.Servers;

    public ApiServer Aws => _live.Servers[0];

    public static async Task<MovementWorld> StartAsync()
    {
        var world = new MovementWorld(await LiveWorld.StartAsync(["aws", "gcp"]));
        await world.ResetAsync();
        return world;
    }

    public static MovementPlan PlanOf(double rate, int gcp) => MovementPlan.Drain("aws", MeshOf(rate, gcp), options: new()
    {
        SimulatedCalls = 0,
        Watched = TimeSpan.FromSeconds(1),
    });

    public static MovementMesh MeshOf(double rate, int gcp)
    {
        (MeshResources _, Inventories.Inventory inventory, MeshModel model) = Two(gcp);
        return new MovementMesh(model, inventory, Demand.Of(d => d.FromClient("aws", Front, HostOf("a"), 80, rate)));
    }

    public static MovementRunnerOptions Options(string identity = "one") => new()
    {
        Apply = new ApplyOptions { Organization = "acme", MaxPrunedShare = 1 },
        Election = new LeaderElectionOptions
        {
            Name = Name,
            Identity = identity,
            LeaseDuration = TimeSpan.FromSeconds(400),
            RenewDeadline = TimeSpan.FromSeconds(300),
            RetryPeriod = TimeSpan.FromSeconds(20),
        },
        TimeProvider = new FastTime(),
        GateLimit = TimeSpan.FromSeconds(100),
        StepLimit = TimeSpan.FromHours(10),
    };

    /// <summary>As before the plan.</summary>
    public async Task ResetAsync()
    {
        foreach (ApiServer server in Servers)
        {
            server.Reset();
            server.AddNamespace("shop");
        }

        ClusterConnection[] connections = Open();
        ApplyResult result = await new Applier(connections, Options().Apply).ApplyAsync(Plan.Before!);
        Assert.True(result.IsComplete, result.ToString());
        Array.ForEach(connections, connection => connection.Dispose());
    }

    public ClusterConnection[] Open(ClusterConnectionOptions? options = null) =>
        [.. Servers.Select(server => LiveWorld.Open(server, "admin", options ?? LiveWorld.Fast))];

    public async Task<MovementRunStatus> RunAsync(
        MovementRunnerOptions? options = null, MovementPlan? plan = null, ClusterConnectionOptions? connection = null,
        CancellationToken cancellationToken = default)
    {
        ClusterConnection[] connections = Open(connection);
        try
        {
            return await new MovementRunner(connections, options ?? Options()).RunAsync(plan ?? Plan, cancellationToken);
        }
        finally
        {
            Array.ForEach(connections, open => open.Dispose());
        }
    }

    /// <summary>Whether both clusters have exactly these resources.</summary>
    public async Task<bool> HasAsync(MeshResources resources)
    {
        ClusterConnection[] connections = Open();
        ApplyPlan plan = await new Planner(connections, Options().Apply).PlanAsync(resources);
        Array.ForEach(connections, connection => connection.Dispose());
        return !plan.HasChanges && !plan.HasProblems;
    }

    /// <summary>What the ConfigMap says; null without one.</summary>
    public JsonObject? Record() => Aws.Find("v1", "ConfigMap", "mesh-multicluster", Name)?["data"] as JsonObject;

    public ValueTask DisposeAsync() => _live.DisposeAsync();
}
