using Mesh.Inventories;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>Lets autoscalers answer until none wants another number.</summary>
internal static class Scaling
{
    // What one autoscaler makes moves load of another only through the balance between places.
    private const int MostRounds = 5;

    public static LoadForecast After(LoadMesh mesh, Action<FailureBuilder> failure)
    {
        // What a request costs is learned from the state as observed.
        LoadForecast before = mesh.Now;
        LoadForecast load = mesh.When([failure]);
        Inventory inventory = mesh.Mesh.Inventory;
        for (int round = 0; round < MostRounds; round++)
        {
            ServiceLoad[] changing = [.. load.Services.Where(service => service.PodsAfterScaling is { } pods && pods != service.Pods)];
            if (changing.Length == 0)
            {
                break;
            }

            foreach (ServiceLoad service in changing)
            {
                int more = service.PodsAfterScaling!.Value - service.Pods;
                inventory = more > 0 ? inventory.WithPods(service.Cluster, service.Workload, more)
                    : inventory.WithoutPods(service.Cluster, service.Workload, -more);
            }

            var scaled = new FailureBuilder(inventory, mesh.Mesh.Resources, mesh.Backends);
            failure(scaled);
            load = new LoadRun(mesh.With(inventory), scaled, before).Run();
        }

        return load;
    }
}
