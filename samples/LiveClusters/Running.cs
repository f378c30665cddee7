using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Kubernetes.Connections;

namespace LiveClusters;

/// <summary>Running clusters: what would change, and, if that is asked for, the change.</summary>
internal static class Running
{
    public static async Task<int> RunAsync(
        IReadOnlyList<ClusterConnection> connections, MeshModel model, bool apply, CancellationToken cancellationToken)
    {
        Inventory inventory = await Inventory.ReadAsync(connections, cancellationToken: cancellationToken);
        MeshResources resources = new IstioGenerator().Generate(model, inventory);
        Console.WriteLine(inventory.Diagnostics);
        Console.WriteLine(resources.Diagnostics);
        if (inventory.Diagnostics.HasErrors || resources.Diagnostics.HasErrors)
        {
            // What could not be read looks like what is not there: nothing is planned from it.
            return 1;
        }

        ApplyPlan plan = await new Planner(connections).PlanAsync(resources, cancellationToken);
        Console.WriteLine(plan);
        if (!apply || plan.HasProblems)
        {
            return plan.HasProblems ? 1 : 0;
        }

        ApplyResult result = await new Applier(connections).ApplyAsync(resources, cancellationToken: cancellationToken);
        Console.WriteLine(result);
        return result.IsComplete ? 0 : 1;
    }
}
