using System.Globalization;
using Mesh.ApiServerDouble;
using Mesh.ApiServerDouble.Faults;
using Mesh.Inventories;
using Mesh.Kubernetes.Connections;
using Mesh.Tests;
using k8s;

namespace Mesh.Localities.Tests.Live;

/// <summary>
/// Whatever one cluster answers, lies among it: no exception, the other cluster's facts as without it, no wait beyond its option, memory
/// bounded (looked at every 1,000 runs, where no other test is at work). 60 runs; MESH_RUNS sets another number.
/// </summary>
public class AnswerMatrixTests
{
    private const long MostMemory = 300L * 1024 * 1024;

    [Fact]
    public async Task Whatever_one_cluster_answers_the_other_is_read_and_nothing_waits_too_long()
    {
        int runs = int.TryParse(
            Environment.GetEnvironmentVariable("MESH_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : 60;
        await using ApiServer sick = await ApiServer.StartAsync(new() { Name = "sick" });
        await using ApiServer well = await ApiServer.StartAsync(new() { Name = "well" });
        well.Seed(new RandomObjects(1).Pod());
        using ClusterConnection healthy = Connect(well, new HastyTime());
        Inventory alone = await Inventory.ReadAsync([healthy], null, TestContext.Current.CancellationToken);
        int hits = 0, unread = 0;
        for (int seed = 0; seed < runs; seed++)
        {
            var random = new Random(seed);
            double rate = random.NextDouble();
            sick.Faults = _ =>
            {
                lock (random)
                {
                    hits++;
                    return random.NextDouble() < rate ? Answer(seed, random) : null;
                }
            };
            var time = new HastyTime { Timeouts = TimeSpan.FromHours(1) };
            using ClusterConnection connection = Connect(sick, time);
            using ClusterConnection other = Connect(well, time);

            Inventory both = await Inventory.ReadAsync([connection, other], null, TestContext.Current.CancellationToken);

            Assert.Equal(alone.Clusters[0], both.Clusters.Single(cluster => cluster.Name == "well"));
            Assert.All(time.Waits, wait => Assert.True(wait <= connection.Options.MaxRetryAfter, $"seed {seed}: a wait of {wait}"));
            unread += both.Clusters.Count == 1 ? 1 : 0;
            // The doubles remember what they were asked; only what Mesh keeps is measured.
            sick.ClearRequests();
            well.ClearRequests();
            Assert.True(seed % 1000 < 999 || GC.GetTotalMemory(forceFullCollection: true) < MostMemory, $"seed {seed}: too much memory");
        }

        Assert.True(hits > runs && (runs < 500 || unread > 0), $"{hits} requests, {unread} runs without the cluster");
    }

    // A cluster that lies says something; only one that says nothing cannot be read.
    private static Fault Answer(int seed, Random random) =>
        seed % 2 == 0 ? GeneratedAnswers.Next(random) : GeneratedLies.NextOrAnswer(random);

    private static ClusterConnection Connect(ApiServer server, TimeProvider time) => ClusterConnection.FromConfiguration(
        server.Name,
        new KubernetesClientConfiguration { Host = server.Url.ToString().TrimEnd('/'), AccessToken = "admin" },
        new() { TimeProvider = time, AttemptTimeout = TimeSpan.FromHours(2), BreakerMinimumThroughput = 1_000_000 });
}
