#region adopting-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Comparison;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class AdoptingPage
{
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
        new IstioGenerator().Generate(model, inventory).WriteTo("existing");
        new IstioGenerator().Generate(model, inventory).WriteTo("last");
        string rule = Directory.GetFiles("existing/aws", "*destinationrule*", SearchOption.AllDirectories)[0];
        File.WriteAllText(
            rule, File.ReadAllText(rule).Replace("maxEjectionPercent: 100", "maxEjectionPercent: 10", StringComparison.Ordinal));
        File.WriteAllText("existing/aws/team.yaml", """
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: team, namespace: bookinfo-backend}
            spec: {host: details.cx.tetrate.info, trafficPolicy: {tls: {mode: SIMPLE}}}
            """);

        #region adopting
        MeshResources generated = new IstioGenerator().Generate(model, inventory);
        MeshResources existing = MeshResources.Read("existing");  // what kubectl get -o yaml wrote, a folder per cluster
        MeshResources last = MeshResources.Read("last");          // what Mesh generated before this change, for example from Git

        Console.WriteLine(MeshComparison.Of(generated, existing, last));
        #endregion
        transcript.Output("adopting");
    }
}
