using Mesh.ApiServerDouble;
using Mesh.Istio.Apply;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Tests.Reconciling;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Isolation;

/// <summary>
/// Two clusters of two teams, which somebody keeps as models say. A corpus is 10 runs by default; MESH_RUNS sets another number, at most
/// 200.
/// </summary>
internal sealed class TeamClusters : IAsyncDisposable
{
    private static readonly string[] Hosts = ["b.example.com", "b2.example.com"];
    private static readonly ApplyOptions Options = new() { MaxPrunedShare = 1 };

    private readonly LiveWorld _world;

    private TeamClusters(LiveWorld world) => _world = world;

    /// <summary>How many runs of a corpus are wanted.</summary>
    public static int Runs(int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable("MESH_RUNS"), out int runs) ? Math.Min(runs, 200) : otherwise;

    public static async Task<TeamClusters> StartAsync()
    {
        LiveWorld world = await LiveWorld.StartAsync(["aws", "gcp"]);
        foreach (ApiServer server in world.Servers)
        {
            Seed(server, "a", 1);
            Seed(server, "b", 2);
        }

        return new TeamClusters(world);
    }

    public Applier Applier() => new(_world.Connect(), Options);

    public Replica Reconcile(IModelSource models) =>
        new(_world.Connect(), models, ReconcileWorld.Options with { Apply = Options }, null, null);

    /// <summary>Team a gets worse and worse: what is there of team b is what its host says, and of team a what was there when it is
    /// held.</summary>
    /// <param name="honest">Puts the model of honest teams there, with a host of team b.</param>
    /// <param name="worse">The same with what a seed makes of team a; says whether it is held.</param>
    /// <param name="updates">Whether team b gets another host at the same time; not where team a may claim the host of b, too.</param>
    public async Task AssertCorpusAsync(Func<string, Task> honest, Func<int, string, Task<bool>> worse, bool updates)
    {
        var expected = new Dictionary<string, string>[2];
        for (int i = 0; i < 2; i++)
        {
            await honest(Hosts[i]);
            // Six objects in each cluster, none of which is as it was before.
            expected[i] = await UntilAsync(
                "b", found => found.Count == 12 && !found.Values.Any(one => one.Contains(Hosts[1 - i], StringComparison.Ordinal)), -1);
        }

        Dictionary<string, string> before = ObjectsOf("a");
        Assert.NotEmpty(before);
        await honest(Hosts[updates ? 1 : 0]);
        await UntilAsync("b", found => expected[updates ? 1 : 0].All(one => found.GetValueOrDefault(one.Key) == one.Value), -1);
        int runs = Runs(otherwise: 10);
        for (int seed = 0; seed < runs; seed++)
        {
            Dictionary<string, string> wanted = expected[seed % 2];
            bool isHeld = await worse(seed, Hosts[seed % 2]);
            await UntilAsync("b", found => wanted.All(one => found.GetValueOrDefault(one.Key) == one.Value), seed);
            if (isHeld)
            {
                Assert.Equal(before, ObjectsOf("a"));
            }

            await honest(Hosts[(updates ? seed : seed + 1) % 2]);
            await UntilAsync("a", found => before.All(one => found.GetValueOrDefault(one.Key) == one.Value), seed);
            Dictionary<string, string> next = updates ? wanted : expected[(seed + 1) % 2];
            await UntilAsync("b", found => next.All(one => found.GetValueOrDefault(one.Key) == one.Value), seed);
        }
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    private static void Seed(ApiServer server, string team, int number)
    {
        server.AddNamespace(team);
        server.Seed($$"""
            apiVersion: v1
            kind: List
            items:
            - apiVersion: v1
              kind: Service
              metadata: {name: web, namespace: {{team}} }
              spec: {selector: {app: web}, ports: [{name: http, port: 80}]}
            - apiVersion: v1
              kind: Service
              metadata: {name: ingress, namespace: {{team}} }
              spec:
                type: LoadBalancer
                clusterIP: 10.0.0.{{number}}
                selector: {app: {{team}} }
                ports: [{name: http, port: 80}, {name: tls, port: 15443}]
              status: {loadBalancer: {ingress: [{ip: 192.0.2.{{number}} }]} }
            """);
    }

    private async Task<Dictionary<string, string>> UntilAsync(string team, Func<Dictionary<string, string>, bool> condition, int seed)
    {
        Dictionary<string, string> found = ObjectsOf(team);
        for (int i = 0; !condition(found); i++)
        {
            Assert.True(i < 3000, $"Seed {seed}: the objects of {team} are not as they should be:\n{string.Join('\n', found)}");
            await Task.Delay(10, TestContext.Current.CancellationToken);
            found = ObjectsOf(team);
        }

        return found;
    }

    private Dictionary<string, string> ObjectsOf(string team) => _world.Servers
        .SelectMany(server => server.Dump(onlyContent: true).Select(entry => (Key: $"{server.Name} {entry.Key}", entry.Value)))
        .Where(entry => entry.Value.Contains($"/workspace\":\"{team}\"", StringComparison.Ordinal))
        .ToDictionary(entry => entry.Key, entry => entry.Value);
}
