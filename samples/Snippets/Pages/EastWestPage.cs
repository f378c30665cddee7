#region east-west-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Resources;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class EastWestPage
{
    public static void Run(Transcript transcript)
    {
        Inventory inventory = Inventory.FromDumps("dumps");

        #region east-west-model
        MeshModel model = new MeshBuilder("tetrate")
            .AddCluster("aws")
            .AddCluster("gcp")
            .AddTenant("dev", t => t
                .AddWorkspace("bookinfo", w => w
                    .WithNamespaces("*/bookinfo-backend")
                    .WithEastWestGateway("bookinfo-backend", exposed => exposed
                        .WithWorkload("app", "ingress-bookinfo")
                        .Services("details")
                        .WithRequestTimeout(TimeSpan.FromSeconds(9)))))
            .Build();

        MeshResources resources = new IstioGenerator().Generate(model, inventory);
        foreach (IstioObject value in resources["aws"])
        {
            Console.WriteLine(value);
        }
        #endregion
        transcript.Output("east-west-model");

        #region east-west-forecast
        ForecastQuery query = new Forecaster(resources, inventory).ForClient("aws", "bookinfo-backend/productpage").To("details", 9080);
        Console.WriteLine(query.Now());
        Console.WriteLine(query.When(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details")));
        #endregion
        transcript.Output("east-west-forecast");
    }

    public static void Select(WorkspaceBuilder workspace) =>
    #region east-west-select
        workspace.WithEastWestGateway("gateways", exposed => exposed
            .WithWorkload("istio", "eastwestgateway")
            .Services("bookinfo-backend/details", "bookinfo-backend/ratings")
            .ServicesWithLabel("example.com/exposed", "yes")
            .ServicesWithLabels([new("tier", "backend"), new("team", "books")], "bookinfo-*"));
    #endregion
}
