#region analysis-usings
using Mesh;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Analysis;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class AnalysisPage
{
    private const string Rule = """
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata:
          name: details
          namespace: bookinfo
        spec:
          host: details.example.com
          trafficPolicy:
            outlierDetection:
              consecutiveGatewayErrors: 3
            loadBalancer:
              localityLbSetting:
                failover:
                - from: us-east-2
                  to: us-west1/us-west1-a
        """;

    private const string Entry = """
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata:
          name: details
          namespace: bookinfo
        spec:
          hosts: [details.example.com]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{number: 80, name: http, protocol: HTTP}]
          endpoints:
          - {address: 10.96.1.50, locality: us-east-2/us-east-2a}
          - {address: 198.51.100.20, locality: us-west1/us-west1-a}
        """;

    public static void Run(Transcript transcript)
    {
        Directory.CreateDirectory("by-hand/aws");
        File.WriteAllText("by-hand/aws/entry.yaml", Entry);
        File.WriteAllText("by-hand/aws/rule.yaml", Rule);
        transcript.Output("analysis-rule", Rule);

        #region analysis
        MeshResources byHand = MeshResources.Read("by-hand");
        DiagnosticList findings = new Analyzer().Analyze(byHand, Inventory.Empty);
        Console.WriteLine(findings);
        #endregion
        transcript.Output("analysis");

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

        #region analysis-generated
        Inventory inventory = Inventory.FromDumps("dumps");
        MeshResources resources = new IstioGenerator().Generate(model, inventory);
        DiagnosticList wrong = new Analyzer().Analyze(resources, inventory);
        Console.WriteLine(wrong.HasErrors ? wrong.ToString() : $"{resources["aws"].Count} objects for aws, no error");
        #endregion
        transcript.Output("analysis-generated");

        #region analysis-options
        var analyzer = new Analyzer(new AnalyzerOptions
        {
            Suppressed = ["MF301"],
            Severities = [new("MF304", DiagnosticSeverity.Error)],
            RemoteSecrets = [new("aws", ["gcp"]), new("gcp", ["aws"])],
        });
        #endregion
        transcript.Check(analyzer.Analyze(byHand, Inventory.Empty).HasErrors, "the mistakes are still found");

        #region analysis-sarif
        File.WriteAllText("findings.sarif", Sarif.Write(findings));
        #endregion
        transcript.Check(File.ReadAllText("findings.sarif").Contains("MF202", StringComparison.Ordinal), "the log holds the findings");
        File.Delete("findings.sarif");
        Directory.Delete("by-hand", recursive: true);
    }
}
