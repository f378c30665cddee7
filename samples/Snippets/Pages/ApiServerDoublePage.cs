#region api-server-double-usings
using Mesh;
using Mesh.ApiServerDouble;
using Mesh.ApiServerDouble.Faults;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Manifests;
using Mesh.Kubernetes.Connections;
using Xunit;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

/// <summary>Tests as a user has them; here the program runs them.</summary>
public class ApiServerDoublePage
{
    private static readonly MeshResources Resources = new IstioGenerator().Generate(Model(), Inventory.FromDumps("dumps"));

    internal static async Task RunAsync(Transcript transcript)
    {
        var tests = new ApiServerDoublePage();
        await tests.A_second_run_writes_nothing();
        transcript.Output("api-server-double-plan");
        await tests.Broken_connections_are_survived();
        await tests.A_viewer_may_not_apply();
        string[] faults = CheckSchemas(IstioKinds.All);
        transcript.Check(faults.Length == 0, "the stand-ins take what is generated");
    }

    #region api-server-double-test
    [Fact]
    public async Task A_second_run_writes_nothing()
    {
        await using ApiServer aws = await StartAsync("aws");
        await using ApiServer gcp = await StartAsync("gcp");
        using ClusterConnection toAws = Connect(aws);
        using ClusterConnection toGcp = Connect(gcp);
        var applier = new Applier([toAws, toGcp]);

        ApplyResult first = await applier.ApplyAsync(Resources);
        Assert.True(first.IsComplete, first.ToString());
        Assert.NotNull(aws.Find(
            "networking.istio.io/v1", "ServiceEntry", "mesh-multicluster", "gateway-details-cx-tetrate-info-6f79c5888966088b"));

        aws.ClearRequests();
        gcp.ClearRequests();
        await applier.ApplyAsync(Resources);
        Assert.DoesNotContain(aws.Requests.Concat(gcp.Requests), request => request.IsWrite);
        Console.WriteLine(await new Planner([toAws, toGcp]).PlanAsync(Resources));
    }
    #endregion

    #region api-server-double-faults
    [Fact]
    public async Task Broken_connections_are_survived()
    {
        await using ApiServer aws = await StartAsync("aws");
        aws.Faults = new SeededFaults(seed: 7, rate: 0.4, [new(FaultKind.Unavailable), new(FaultKind.ResetAfter)]).For;
        using ClusterConnection connection = Connect(aws, retryDelay: TimeSpan.FromMilliseconds(1));

        ApplyResult result = await new Applier([connection]).ApplyAsync(Only("aws"));

        Assert.Contains(aws.Requests, request => request.Fault is not null);
        Assert.True(result.IsComplete, result.ToString());
    }
    #endregion

    #region api-server-double-rights
    [Fact]
    public async Task A_viewer_may_not_apply()
    {
        await using ApiServer aws = await StartAsync("aws");
        using ClusterConnection connection = Connect(aws, account: "viewer");

        ApplyResult result = await new Applier([connection]).ApplyAsync(Only("aws"));

        Assert.False(result.IsComplete);
        Assert.Contains(aws.Requests, request => request.Status == 403);
        Assert.Null(aws.Find("v1", "Namespace", "", "mesh-multicluster"));
    }
    #endregion

    #region api-server-double-connect
    private static async Task<ApiServer> StartAsync(string name)
    {
        ApiServer server = await ApiServer.StartAsync(new() { Name = name, Resources = IstioKinds.All });
        server.AddNamespace("bookinfo-backend");     // the team's; Mesh creates only its own
        return server;
    }

    private static ClusterConnection Connect(ApiServer server, string account = "admin", TimeSpan? retryDelay = null)
    {
        string file = $"{server.Name}-{account}.kubeconfig";
        File.WriteAllText(file, server.Kubeconfig(account: account));
        ClusterConnectionOptions options = new();
        return ClusterConnection.FromKubeconfig(server.Name, file, options: options with { RetryDelay = retryDelay ?? options.RetryDelay });
    }
    #endregion

    private static string[] CheckSchemas(CustomResources crds)
    {
        #region api-server-double-schemas
        // crds: CustomResources.FromFile("crd-all.gen.yaml"), the file of your Istio release
        string[] faults = [.. Resources.Clusters.SelectMany(cluster => crds.Validate(ManifestWriter.ToYaml(cluster.Objects)))];
        Assert.Empty(faults);
        #endregion
        return faults;
    }

    private static MeshResources Only(string cluster) =>
        Resources with { Clusters = [.. Resources.Clusters.Where(one => one.Cluster == cluster)] };

    private static MeshModel Model() => new MeshBuilder("tetrate")
        .AddCluster("aws")
        .AddCluster("gcp")
        .AddTenant("dev", t => t
            .AddWorkspace("bookinfo", w => w
                .WithNamespaces("*/bookinfo-backend")
                .AddGateway("ingress-bookinfo", g => g
                    .InNamespace("bookinfo-backend").WithWorkload("app", "ingress-bookinfo")
                    .AddHttpServer("details", "details.cx.tetrate.info", s => s.RouteTo("details", 9080)))))
        .Build();
}
