using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Reconciling;
using Mesh.Kubernetes.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Native;

/// <summary>What needs clusters: reading, planning, applying, reconciling in a host.</summary>
internal static class Live
{
    public static async Task ReadAsync(Clusters clusters, Inventory dumped)
    {
        Inventory inventory = await Inventory.ReadAsync(clusters.Kubeconfig, clusters.Names);
        Expect.That(!inventory.Diagnostics.HasErrors, $"the inventory is read live{Told(inventory.Diagnostics)}");
        Expect.That(
            inventory.Clusters.Select(Facts).SequenceEqual(dumped.Clusters.Select(Facts)), "the facts are those of the dumps");

        static string Facts(ClusterInventory cluster) =>
            $"{cluster.Name} {cluster.Nodes.Count} {cluster.Services.Count} "
                + $"{string.Join(", ", cluster.Workloads.Select(pod => $"{pod.Name} {pod.Address}"))}";
    }

    public static async Task ApplyAsync(Clusters clusters, MeshResources resources)
    {
        ClusterConnection[] connections = clusters.Connect();
        ApplyPlan plan = await new Planner(connections).PlanAsync(resources);
        Expect.That(!plan.HasProblems && plan.ToJson().Length > 0, $"a plan is made{Told(plan.HasProblems ? plan : null)}");
        ApplyResult first = await new Applier(connections).ApplyAsync(resources);
        Expect.That(first.IsComplete && first.ToJson().Length > 0, $"it is applied{Told(first.IsComplete ? null : first)}");
        ApplyResult second = await new Applier(connections).ApplyAsync(resources);
        Expect.That(
            second.Clusters.All(cluster => cluster.Objects.All(one => one.Outcome == ApplyOutcome.Unchanged)),
                "a second time changes nothing");
        Array.ForEach(connections, connection => connection.Dispose());
    }

    public static async Task HostAsync(Clusters clusters, MeshModel model)
    {
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(clusters.Names.SelectMany(name => new Dictionary<string, string?>
        {
            [$"Mesh:Clusters:{name}:Kubeconfig"] = clusters.Kubeconfig,
            ["Mesh:Connection:AttemptTimeout"] = "20s",
            ["Mesh:Reconciler:Election:Cluster"] = name,
            ["Mesh:Reconciler:Drift"] = "Correct",
        }).DistinctBy(entry => entry.Key));
        builder.Services.AddMesh(builder.Configuration.GetSection("Mesh")).WithModel(model).AddReconciler();
        builder.Services.AddHealthChecks().AddMesh();
        using IHost host = builder.Build();
        await host.StartAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        ReconcilerStatus status = await host.Services.GetRequiredService<MeshReconciler>().WaitForAsync(one => one.IsSettled, limit.Token);
        Expect.That(!status.Diagnostics.HasErrors, $"a host elects a leader and reconciles{Told(status.Diagnostics)}");
        HealthReport health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Expect.That(health.Status == HealthStatus.Healthy, "the host is healthy");
        await host.StopAsync();
    }

    public static async Task FailAsync(string scratch)
    {
        string file = Path.Combine(scratch, "broken");
        await File.WriteAllTextAsync(file, "clusters: [");
        Inventory inventory = await Inventory.ReadAsync(file, ["aws"]);
        Expect.That(
            inventory.Diagnostics.Any(finding => finding.Message.Contains("is not the YAML of a kubeconfig", StringComparison.Ordinal)),
            $"a kubeconfig that is none is told as one:{Told(inventory.Diagnostics)}");
    }

    private static string Told(object? what) => what?.ToString() is { Length: > 0 } text ? $"\n{text.TrimEnd()}" : "";
}
