#region forecast-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Access;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class ForecastPage
{
    private const string Canary = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: a-canary, namespace: bookinfo-backend }
        spec:
          hosts: [details.cx.tetrate.info]
          http:
          - name: canary
            match: [{ uri: { prefix: /details/ }, headers: { x-tester: { exact: 'yes' } } }]
            route: [{ destination: { host: ratings, port: { number: 9080 } } }]
          - route: [{ destination: { host: details.cx.tetrate.info } }]
        """;

    public static void Run(Transcript transcript)
    {
        MeshModel model = new MeshBuilder("tetrate")
            .AddCluster("aws")
            .AddCluster("gcp")
            .AddTenant("dev", t => t
                .AddWorkspace("bookinfo", w => w
                    .WithNamespaces("*/bookinfo-backend")
                    .AddGateway("ingress-bookinfo", g => g
                        .InNamespace("bookinfo-backend").WithWorkload("app", "ingress-bookinfo")
                        .AddHttpServer("details", "details.cx.tetrate.info", s => s.RouteTo("details", 9080)))))
            .Build();
        Inventory inventory = Inventory.FromDumps("dumps");
        MeshResources resources = new IstioGenerator().Generate(model, inventory);

        #region forecast
        ForecastQuery query = new Forecaster(resources, inventory)
            .ForClient("aws", "bookinfo-backend/productpage")
            .To("details.cx.tetrate.info", 80);

        Console.WriteLine(query.Now());
        Console.WriteLine(query.When(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details")));
        #endregion
        transcript.Output("forecast");

        #region forecast-explain
        Forecast forecast = query.When(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details").ClusterDown("gcp"));
        Console.WriteLine(forecast.Explain());
        #endregion
        transcript.Output("forecast-explain");

        ValueList<Mesh.Istio.Resources.IstioObject> routes = Mesh.Istio.Manifests.ManifestReader.Read(Canary).Objects;
        MeshResources withCanary = resources with
        {
            Clusters = resources.Clusters
                .Select(cluster => cluster with { Objects = [.. cluster.Objects, .. routes] }).ToValueList(),
        };

        #region forecast-request
        ForecastQuery canary = new Forecaster(withCanary, inventory)
            .ForClient("aws", "bookinfo-backend/productpage")
            .To("details.cx.tetrate.info", 80, request => request.WithPath("/details/1").WithHeader("x-tester", "yes"));

        Console.WriteLine(canary.Now());
        #endregion
        transcript.Output("forecast-request");

        #region forecast-values
        Console.WriteLine(query.When(failure => failure.GatewayDown("aws", "bookinfo-backend/ingress-bookinfo")).PercentTo("gcp"));
        Console.WriteLine(forecast.Losses[0].Kind);
        #endregion
        transcript.Output("forecast-values");

        #region forecast-may-call
        AccessAnswer answer = query.MayCall();
        Console.WriteLine(answer);
        Console.WriteLine(answer.Verdict == CallVerdict.Allowed);
        #endregion
        transcript.Output("forecast-may-call");
    }
}
