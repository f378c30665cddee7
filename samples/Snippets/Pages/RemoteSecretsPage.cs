#region remote-secrets-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Analysis;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Forecasting;
using Mesh.LoadBalancing;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class RemoteSecretsPage
{
    public static void Run(Transcript transcript)
    {
        Inventory inventory = Inventory.FromDumps("dumps");
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

        #region remote-secrets-view
        foreach (ValueList<string> reads in (ValueList<string>[])[[], ["gcp"]])
        {
            Console.WriteLine(reads.IsEmpty ? "istiod of aws reads its own cluster" : "istiod of aws reads gcp too");
            var istiod = new ControlPlaneView(PushContext.Of("aws", resources, inventory, remotes: reads));
            ProxyConfig proxy = istiod.For(new ClientProxy
            {
                Cluster = "aws",
                Namespace = "bookinfo-backend",
                Network = "aws-network",
                Locality = Locality.Parse("us-east-2/us-east-2a"),
            });
            EnvoyCluster details = proxy.Cluster("details.bookinfo-backend.svc.cluster.local", 9080)!;
            foreach (EndpointGroup group in details.Groups!.Value.OrderBy(group => group.Priority))
            {
                Console.WriteLine(
                    $"  priority {group.Priority}: {string.Join(
                        ", ", group.Endpoints.Select(endpoint => $"{endpoint.Address}:{endpoint.Port}"))}");
            }
        }
        #endregion
        transcript.Output("remote-secrets-view");

        #region remote-secrets-forecast
        foreach (Inventory asked in (ValueList<Inventory>)[inventory, inventory.WithRemoteSecrets("aws", "gcp")])
        {
            Console.WriteLine(new Forecaster(resources, asked)
                .ForClient("aws", "bookinfo-backend/productpage")
                .To("details", 9080)
                .When(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details")));
        }
        #endregion
        transcript.Output("remote-secrets-forecast");

        #region remote-secrets-analyzer
        var analyzer = new Analyzer(new AnalyzerOptions { RemoteSecrets = [new("aws", ["gcp"])] });
        Console.WriteLine(analyzer.Analyze(resources, inventory));
        #endregion
        transcript.Output("remote-secrets-analyzer");
    }
}
