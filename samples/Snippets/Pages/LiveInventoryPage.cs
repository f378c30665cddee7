#region live-usings
using Mesh.Inventories;
using Mesh.Kubernetes.Access;
using Mesh.Kubernetes.Connections;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

/// <summary>Compiled; what needs a cluster is not run here but in the tests, against the double of the API server.</summary>
internal static class LiveInventoryPage
{
    public static void Run(Transcript transcript)
    {
        #region live-access
        Console.Write(InventoryAccess.ToYaml());
        #endregion
        transcript.Output("live-access");
    }

    public static async Task<Inventory> ReadAsync()
    {
        #region live-read
        Inventory inventory = await Inventory.ReadAsync(kubeconfig: null, contexts: ["aws", "gcp"]);
        #endregion
        return inventory;
    }

    public static async Task<Inventory> ConnectAsync()
    {
        #region live-connections
        using ClusterConnection aws = ClusterConnection.FromKubeconfig("aws", context: "arn:aws:eks:us-east-2:123456789012:cluster/one");
        using ClusterConnection here = ClusterConnection.InCluster("gcp");
        Inventory inventory = await Inventory.ReadAsync([aws, here]);
        #endregion
        return inventory;
    }

    public static async Task WatchAsync(ClusterConnection aws, ClusterConnection gcp, CancellationToken cancellationToken)
    {
        #region live-watch
        await foreach (Inventory inventory in Inventory.WatchAsync([aws, gcp], cancellationToken: cancellationToken))
        {
            Console.WriteLine($"{inventory.Clusters.Sum(cluster => cluster.Endpoints.Count)} endpoints");
        }
        #endregion
    }
}
