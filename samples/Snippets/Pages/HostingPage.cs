#region hosting-usings
using Mesh;
using Mesh.Istio.Hosting;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Reconciling.Election;
using Mesh.Kubernetes.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

/// <summary>Compiled; what needs a cluster is not run here but in the tests, against the double of the API server.</summary>
internal static class HostingPage
{
    public static void Run(Transcript transcript)
    {
        #region hosting-access
        Console.Write(LeaseAccess.ToYaml());
        #endregion
        transcript.Output("hosting-access");
    }

    public static async Task HostAsync(string[] args, MeshModel model)
    {
        #region hosting-add
        HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddMesh(builder.Configuration.GetSection("Mesh"))
            .WithModel(model)      // or "ModelFolder" in the configuration
            .AddReconciler();
        builder.Services.AddHealthChecks().AddMesh();
        await builder.Build().RunAsync();
        #endregion
    }

    public static void InCode(IServiceCollection services)
    {
        #region hosting-code
        services.AddMesh(options => options with
        {
            Clusters = [new ClusterOptions("aws") { Context = "prod-aws" }, new ClusterOptions("gcp") { InCluster = true }],
            Reconciler = options.Reconciler with { Drift = DriftHandling.Correct, Election = new() { Cluster = "gcp" } },
        });
        #endregion
    }

    public static async Task AloneAsync(IReadOnlyList<ClusterConnection> connections, CancellationToken cancellationToken)
    {
        #region hosting-alone
        var reconciler = new MeshReconciler(connections, new ModelFolder("model"));
        Task running = reconciler.RunAsync(cancellationToken);
        ReconcilerStatus status = await reconciler.WaitForAsync(status => status.IsSettled, cancellationToken);
        Console.WriteLine(status.LastSuccess);
        await running;
        #endregion
    }
}
