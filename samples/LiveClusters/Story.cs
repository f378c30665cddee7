using Bookinfo.Failover;
using Mesh;
using Mesh.ApiServerDouble;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Reconciling;

namespace LiveClusters;

/// <summary>
/// A day with two clusters: the first apply, the second that has nothing to do, somebody's edit, and a reconciler that keeps things so.
/// </summary>
internal static class Story
{
    private const string Rule =
        "/apis/networking.istio.io/v1/namespaces/mesh-multicluster/destinationrules/gateway-details-cx-tetrate-info-6f79c5888966088b";

    public static async Task<int> TellAsync(Doubles doubles)
    {
        MeshModel model = BookinfoMesh.Model();
        Inventory inventory = await Inventory.ReadAsync(doubles.Connections);
        Console.WriteLine(
            $"Read: {string.Join(
                ", ", inventory.Clusters.Select(
                    cluster => $"{cluster.Name} with {cluster.Nodes.Count} nodes and {cluster.Workloads.Count} pods"))}.");

        MeshResources resources = new IstioGenerator().Generate(model, inventory);
        ApplyPlan plan = await new Planner(doubles.Connections).PlanAsync(resources);
        Console.WriteLine($"Plan:\n{plan}\n");

        ApplyResult first = await new Applier(doubles.Connections).ApplyAsync(resources);
        Console.WriteLine($"Applied: {Last(first)}");

        Forget(doubles);
        ApplyResult second = await new Applier(doubles.Connections).ApplyAsync(resources);
        int writes = Writes(doubles);
        Console.WriteLine($"Applied again: {Last(second)}; {writes} writes.");

        await Doubles.EditAsync(doubles.Servers[0], Rule, """{"spec":{"trafficPolicy":{"outlierDetection":{"maxEjectionPercent":10}}}}""");
        Console.WriteLine($"\nSomebody edits a rule in aws. Plan:\n{await new Planner(doubles.Connections).PlanAsync(resources)}\n");

        bool kept = await KeepAsync(doubles, model);
        return inventory.Diagnostics.HasErrors || resources.Diagnostics.HasErrors || !first.IsComplete || writes > 0 || !kept ? 1 : 0;
    }

    /// <summary>
    /// A reconciler puts the edit right and follows the clusters: a gateway gets another address, and only the entries for it change.
    /// </summary>
    private static async Task<bool> KeepAsync(Doubles doubles, MeshModel model)
    {
        using var stop = new CancellationTokenSource();
        var reconciler = new MeshReconciler(doubles.Connections, new FixedModel(model), new ReconcilerOptions
        {
            Drift = DriftHandling.Correct,
            DriftInterval = TimeSpan.FromMilliseconds(500),
        });
        Task running = reconciler.RunAsync(stop.Token);
        try
        {
            await Until(
                () => doubles.Servers[0].Find(
                    "networking.istio.io/v1", "DestinationRule", "mesh-multicluster", "gateway-details-cx-tetrate-info-6f79c5888966088b")
                ?["spec"]?["trafficPolicy"]?["outlierDetection"]?["maxEjectionPercent"]?.ToString() == "100");
            Console.WriteLine("The reconciler has put it right.");

            Forget(doubles);
            await Doubles.EditAsync(
                doubles.Servers[1], "/api/v1/namespaces/bookinfo-backend/services/ingress-bookinfo/status",
                """{"status":{"loadBalancer":{"ingress":[{"ip":"203.0.113.77"}]}}}""");
            await Until(() => Written(doubles).Count(path => path.Contains("serviceentries", StringComparison.Ordinal)) == 2);
            Console.WriteLine(
                $"The gateway of gcp has got another address. Written in aws: {string.Join(
                    ", ", Written(doubles).Select(path => path[(path.LastIndexOf('/') + 1)..]))}");
            return true;
        }
        finally
        {
            await stop.CancelAsync();
            await running;
        }
    }

    // A demonstration may wait; a program asks reconciler.WaitForAsync.
    private static async Task Until(Func<bool> condition)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!condition())
        {
            await Task.Delay(50, limit.Token);
        }
    }

    private static string Last(object result) => result.ToString()!.TrimEnd().Split('\n')[^1];

    private static void Forget(Doubles doubles)
    {
        foreach (ApiServer server in doubles.Servers)
        {
            server.ClearRequests();
        }
    }

    private static int Writes(Doubles doubles) =>
        doubles.Servers.Sum(server => server.Requests.Count(request => request.Method is not "GET"));

    private static IEnumerable<string> Written(Doubles doubles) =>
        doubles.Servers[0].Requests.Where(request => request.Method is not "GET").Select(request => request.Path);
}
