using System.Globalization;
using Mesh.ApiServerDouble;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Kubernetes.Connections;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Apply;

/// <summary>
/// Whatever one cluster answers to a plan and to a run, lies among it, the others are planned and applied as without it. 40 runs;
/// MESH_RUNS sets another number, MESH_FAULT_SEED the first seed.
/// </summary>
public class AnswerIsolationTests
{
    [Fact]
    public async Task Whatever_one_cluster_answers_the_others_come_to_have_what_is_wanted()
    {
        int runs = Number("MESH_RUNS", 40), first = Number("MESH_FAULT_SEED", 1), incomplete = 0;
        await using ApplyWorld world = await ApplyWorld.StartAsync(3);
        ApiServer[] others = [.. world.Servers.Skip(1)];
        for (int seed = first; seed < first + runs; seed++)
        {
            MeshResources wanted = Prepare(world, new Random(seed));
            // Nothing here hangs: a timeout would only measure the machine.
            ClusterConnectionOptions fast =
                LiveWorld.Fast with { TimeProvider = new FastTime(), AttemptTimeout = TimeSpan.FromHours(20), MaxRetries = 2 };
            ClusterConnection[] connections = [.. world.Servers.Select(server => LiveWorld.Open(server, "admin", fast))];

            ApplyPlan plan = await new Planner(connections).PlanAsync(wanted, TestContext.Current.CancellationToken);
            ApplyResult result = await new Applier(connections).ApplyAsync(wanted, null, TestContext.Current.CancellationToken);

            Assert.All(others, server =>
            {
                ClusterPlan planned = plan.Clusters.Single(one => one.Cluster == server.Name);
                Assert.True(!planned.Diagnostics.HasErrors, $"seed {seed}:\n{plan}");
                Assert.True(result.Clusters.Single(one => one.Cluster == server.Name).IsComplete, $"seed {seed}:\n{result}");
                Assert.All(wanted[server.Name], one => Assert.True(world.Find(one, server) is not null, $"seed {seed}: no {one}"));
            });
            incomplete += result.IsComplete ? 0 : 1;
            Array.ForEach(connections, connection => connection.Dispose());
        }

        // The answers must bite.
        Assert.True(runs < 20 || incomplete > runs / 4, $"{incomplete} runs left the first cluster incomplete");
    }

    private static MeshResources Prepare(ApplyWorld world, Random random)
    {
        foreach (ApiServer server in world.Servers)
        {
            server.Reset();
            server.AddNamespace("shop");
            server.AddNamespace("cart");
        }

        var objects = new ObjectRandom(random);
        MeshResources wanted = world.Resources(
            [ApplyWorld.MeshNamespace, .. Enumerable.Range(0, random.Next(10)).Select(_ => objects.Next()).DistinctBy(one => $"{one}")]);
        double rate = random.NextDouble();
        world.East.Faults = _ =>
        {
            lock (random)
            {
                return random.NextDouble() < rate ? GeneratedLies.NextOrAnswer(random) : null;
            }
        };
        return wanted;
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number
            : otherwise;
}
