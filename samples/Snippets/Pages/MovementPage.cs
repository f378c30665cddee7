#region movement-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio.Capacity;
using Mesh.Istio.Movement;
using Mesh.Kubernetes.Connections;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class MovementPage
{
    public static void Run(Transcript transcript)
    {
        MeshModel model = new MeshBuilder("tetrate")
            .AddCluster("aws")
            .AddCluster("gcp")
            .AddTenant("dev", t => t
                .AddWorkspace("bookinfo", w => w
                    .WithNamespaces("*/bookinfo-backend")
                    .WithCapacity("bookinfo-backend/details", requestsPerSecond: 50)
                    .WithCapacity("bookinfo-backend/ingress-bookinfo", requestsPerSecond: 1000)
                    .AddGateway("ingress-bookinfo", g => g
                        .InNamespace("bookinfo-backend").WithWorkload("app", "ingress-bookinfo")
                        .AddHttpServer("details", "details.cx.tetrate.info", s => s.RouteTo("details", 9080)))))
            .Build();
        Inventory inventory = Inventory.FromDumps("dumps");

        #region movement-drain
        Demand demand = Demand.Of(d => d
            .FromClient("aws", "bookinfo-backend/productpage", "details.cx.tetrate.info", 80, 40)
            .FromClient("gcp", "bookinfo-backend/productpage", "details.cx.tetrate.info", 80, 30));
        var mesh = new MovementMesh(model, inventory, demand);

        MovementPlan plan = MovementPlan.Drain("aws", mesh);
        Console.WriteLine(plan);
        #endregion
        transcript.Output("movement-drain");

        #region movement-refused
        MovementPlan refused = MovementPlan.Drain("aws", mesh, options: new MovementOptions { MayScale = false });
        Console.WriteLine(refused.IsFeasible);
        Console.WriteLine(refused.Diagnostics[0]);
        #endregion
        transcript.Output("movement-refused");

        #region movement-scope
        MovementPlan workspace = MovementPlan.Switch("aws", to: "gcp", mesh, MovementScope.OfWorkspace("dev", "bookinfo"));
        MovementPlan back = MovementPlan.Return("aws", mesh with { Model = workspace.Steps[^1].Model! });
        Console.WriteLine(workspace.ToString().Split('\n')[0]);
        Console.WriteLine(string.Join("; ", back.Steps.Select(step => step.Title)));
        #endregion
        transcript.Output("movement-scope");
    }
    public static async Task<MovementRunStatus> CarryOutAsync(
        MovementPlan plan, Func<CancellationToken, Task<double>> failedShare, Func<MovementStep, CancellationToken, Task> scale,
        CancellationToken stopping)
    {
        #region movement-run
        using ClusterConnection aws = ClusterConnection.FromKubeconfig("aws");
        using ClusterConnection gcp = ClusterConnection.FromKubeconfig("gcp");
        var person = new MovementApproval();
        var runner = new MovementRunner([aws, gcp], new MovementRunnerOptions
        {
            Before = [MovementGates.Forecast([aws, gcp], headroom: 0.1), person.AskAsync],
            After = [MovementGates.ErrorRate(failedShare, most: 0.001)],
            Outside = scale,
        });
        MovementRunStatus end = await runner.RunAsync(plan, stopping);
        #endregion
        return end;
    }
}
