using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Golden;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>
/// The order of clusters that every golden case is meant to give, in its <c>order.txt</c>: for every client and host who answers, who
/// answers when all of these clusters are gone, and so on until nobody is left.
/// </summary>
public class GoldenOrderTests
{
    // Set MESH_UPDATE_GOLDEN=1 to write what comes out; then read whether it is what the case means.
    private static readonly bool Update = Environment.GetEnvironmentVariable("MESH_UPDATE_GOLDEN") == "1";

    public static TheoryData<string> Cases => [.. GoldenCase.All().Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Traffic_takes_the_order_that_the_case_means(string name)
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == name);
        (MeshResources resources, Inventory inventory) = ForecastCases.Load(name);
        string actual = string.Concat(
            Queries(resources, inventory).Select(
                query => $"{query.Client} -> {query.Query.Host}:{query.Query.Port}: {Order(query.Query)}\n"));
        if (Update)
        {
            File.WriteAllText(golden.OrderFile, actual);
        }

        Assert.Equal(File.ReadAllText(golden.OrderFile), actual);
    }

    private static IEnumerable<(string Client, ForecastQuery Query)> Queries(MeshResources resources, Inventory inventory)
    {
        var mesh = new AskedMesh(new ObservedMesh(resources, EndpointCompletion.Complete(inventory)));
        var forecaster = new Forecaster(resources, inventory);
        return EveryClient.Of(mesh)
            .SelectMany(EveryClient.Calls)
            .Select(query => ($"{query.Client.Cluster} {query.Client.Workload}", query))
            .Concat(
            from cluster in inventory.Clusters
            from edge in Edges(resources[cluster.Name], cluster)
            let pod = $"{edge.Pod.Namespace}/{edge.Pod.Name}"
            select ($"{cluster.Name} gateway {pod}", forecaster.ForGateway(cluster.Name, pod).To(edge.Host, edge.Port)));
    }

    /// <summary>A pod of every gateway that leads to other clusters, with the host and the port that users call.</summary>
    private static IEnumerable<(WorkloadInfo Pod, string Host, int Port)> Edges(ValueList<IstioObject> objects, ClusterInventory cluster) =>
        from gateway in objects.OfType<Mesh.Istio.Resources.Gateway>()
        let pod = cluster.Workloads.FirstOrDefault(
            pod => pod.Namespace == gateway.Metadata.Namespace && LabelMatch.Matches(gateway.Selector, pod.Labels))
        let port = gateway.Servers.Select(server => (int)server.Port!.Number).FirstOrDefault(port => port != GatewayServer.MeshPort)
        where pod is not null && port > 0
        from routes in objects.OfType<VirtualService>()
        where routes.Gateways.Contains($"{gateway.Metadata.Namespace}/{gateway.Metadata.Name}")
        where routes.Http.SelectMany(route => route.Route)
            .Any(route => !route.Destination!.Host.EndsWith(".svc.cluster.local", StringComparison.Ordinal))
        select (pod, routes.Hosts[0], port);

    private static string Order(ForecastQuery query)
    {
        var steps = new List<string>();
        var down = new SortedSet<string>(StringComparer.Ordinal);
        while (true)
        {
            Forecast forecast = query.When(failure =>
            {
                foreach (string cluster in down)
                {
                    failure.ClusterDown(cluster);
                }
            });
            (string Cluster, double Percent)[] shares =
            [
                .. forecast.Shares.GroupBy(share => share.Cluster, StringComparer.Ordinal)
                    .Select(cluster => (cluster.Key, cluster.Sum(share => share.Percent)))
                    .OrderBy(cluster => cluster.Key, StringComparer.Ordinal),
            ];
            steps.Add(string.Join(
                ", ",
                shares.Select(share => Text(share.Cluster, share.Percent)).Concat(
                    forecast.LostPercent > 0 ? [Text("lost", forecast.LostPercent)] : [])));
            int before = down.Count;
            down.UnionWith(shares.Select(share => share.Cluster));
            if (down.Count == before)
            {
                return string.Join(" | ", steps);
            }
        }
    }

    private static string Text(string what, double percent) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {Math.Round(percent, 1)} %");
}
