#region edge-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Resources;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class EdgePage
{
    public static void Run(Transcript transcript)
    {
        MeshBuilder mesh = new MeshBuilder("tetrate").AddCluster("edge").AddCluster("aws").AddCluster("gcp");
        #region edge-model
        MeshModel model = mesh.AddTenant("dev", t => t
            .AddWorkspace("bookinfo", w => w
                .WithNamespaces("*/bookinfo-backend", "edge/front")
                .AddGateway("ingress-bookinfo", g => g
                    .InNamespace("bookinfo-backend").WithWorkload("app", "ingress-bookinfo")
                    .AddHttpServer("details", "details.cx.tetrate.info", s => s.RouteTo("details", 9080)))
                .AddGateway("front", g => g
                    .InNamespace("front").WithWorkload("app", "front")
                    .AddHttpsServer("www", "www.tetrate.info", s => s
                        .WithTls("www-certificate")
                        .RouteToClusters(c => c.ForHost("details.cx.tetrate.info").Weighted(("aws", 80), ("gcp", 20)))))))
            .Build();
        #endregion
        Inventory inventory = new()
        {
            Clusters =
            [
                .. Inventory.FromDumps("dumps").Clusters,
                .. new InventoryBuilder().AddCluster("edge", c => c
                    .WithRegion("us-east-2")
                    .AddNamespace("front")
                    .AddGateway("front", "front", g => g
                        .WithWorkload("app", "front").WithClusterIp("10.9.0.1").WithExternalAddress("192.0.2.50").WithPorts(443).At(
                            "us-east-2/us-east-2c"))).Build().Clusters,
            ],
        };

        #region edge-routes
        MeshResources resources = new IstioGenerator().Generate(model, inventory);
        VirtualService routes = resources["edge"].OfType<VirtualService>().Single(routes => routes.Hosts.Contains("www.tetrate.info"));
        foreach (HttpRouteDestination to in routes.Http[0].Route)
        {
            Console.WriteLine($"{to.Weight} % to {to.Destination.Host}, subset {to.Destination.Subset}");
        }
        #endregion
        transcript.Output("edge-routes");

        #region edge-forecast
        ForecastQuery users = new Forecaster(resources, inventory).ForGateway("edge", "front/front").To("www.tetrate.info", 443);
        foreach (ForecastShare share in users.Now().Shares)
        {
            Console.WriteLine($"{share.Percent} % to {share.Cluster}");
        }
        #endregion
        transcript.Output("edge-forecast");

        Transit();
    }

    private static void Transit()
    {
        MeshBuilder mesh = new MeshBuilder("acme").AddCluster("edge").AddCluster("dmz").AddCluster("private");
        mesh.AddTenant("web", t => t.AddWorkspace("shop", workspace =>
        {
            workspace.WithNamespaces("private/shop", "dmz/transit");
            #region edge-transit
            mesh.WithNetworkReachability("edge-network", "dmz-network")
                .WithNetworkReachability("dmz-network", "private-network");
            workspace.AddGateway("transit", g => g.InNamespace("transit").WithWorkload("app", "transit").AsTransit());
            #endregion
        }));
    }
}
