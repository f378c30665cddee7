#region operating-usings
using Mesh;
using Mesh.Istio;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Kubernetes.Connections;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

/// <summary>Compiled; what needs a cluster is not run here but in the tests, against the double of the API server.</summary>
internal static class OperatingPage
{
    public static void Run(Transcript transcript)
    {
        #region operating-access
        Console.Write(ApplyAccess.ToYaml(options: new ApplyOptions { Organization = "acme" }));
        #endregion
        transcript.Output("operating-access");
    }

    public static async Task PlanAndApplyAsync(MeshResources resources, CancellationToken cancellationToken)
    {
        #region operating-apply
        using ClusterConnection aws = ClusterConnection.FromKubeconfig("aws");
        using ClusterConnection gcp = ClusterConnection.FromKubeconfig("gcp");

        ApplyPlan plan = await new Planner([aws, gcp]).PlanAsync(resources, cancellationToken);
        Console.WriteLine(plan);
        if (!plan.HasProblems)
        {
            ApplyResult result = await new Applier([aws, gcp]).ApplyAsync(resources, cancellationToken: cancellationToken);
            Console.WriteLine(result);
        }
        #endregion
    }

    public static ApplyOptions Rollout(Func<ValueList<string>, Task<bool>> areHealthy)
    {
        #region operating-rollout
        var options = new ApplyOptions
        {
            Stages = [["gcp"]],                              // gcp first, then all others
            HealthGate = async (context, cancellationToken) =>
                await areHealthy(context.Applied.Select(cluster => cluster.Cluster).ToValueList())
                ? GateDecision.Proceed
                : GateDecision.Stop("the error rate rises"),
            ProtectedWorkspaces = ["dev/bookinfo"],          // never delete anything of it
            MaxPrunedShare = 0.2,                            // and of everything else at most a fifth in one run
        };
        #endregion
        return options;
    }
}
