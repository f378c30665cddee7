using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Golden;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>The golden cases as meshes to forecast.</summary>
internal static class ForecastCases
{
    internal const string Details = "details.cx.tetrate.info";
    internal const string Client = "bookinfo-backend/productpage";

    internal static (MeshResources Resources, Inventory Inventory) Load(string name)
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == name);
        Inventory inventory = Alone(golden.Inventory());
        return (new IstioGenerator().Generate(golden.Model(), inventory), inventory);
    }

    /// <summary>Says of every istiod of which it is not known that it reads only its own cluster.</summary>
    internal static Inventory Alone(Inventory inventory) => inventory.Clusters.Where(cluster => cluster.RemoteSecrets is null)
        .Aggregate(inventory, (said, cluster) => said.WithRemoteSecrets(cluster.Name));

    internal static ForecastQuery Ask(string name, string cluster = "aws", string host = Details, int port = 80)
    {
        (MeshResources resources, Inventory inventory) = Load(name);
        // The small cases have no other workload than the service itself.
        string client = name == "article" ? Client : "bookinfo-backend/details";
        return new Forecaster(resources, inventory).ForClient(cluster, client).To(host, port);
    }

    /// <summary>The article's case with the DestinationRule of the host changed by hand in every cluster.</summary>
    internal static ForecastQuery AskWith(Func<TrafficPolicy, TrafficPolicy> change)
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        MeshResources changed = resources with
        {
            Clusters = resources.Clusters.Select(cluster => cluster with
            {
                Objects = cluster.Objects
                    .Select(o => o is DestinationRule rule ? rule with { TrafficPolicy = change(rule.TrafficPolicy!) } : o)
                    .ToValueList(),
            }).ToValueList(),
        };
        return new Forecaster(changed, inventory).ForClient("aws", Client).To(Details);
    }

    internal static string Clusters(Forecast forecast) => string.Join(
        ", ",
        forecast.Shares
            .GroupBy(share => share.Cluster, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => FormattableString.Invariant($"{group.Key} {Math.Round(group.Sum(share => share.Percent), 6)}")));
}
