#region resources-usings
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Generation;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
#endregion
using Snippets.Docs;

namespace Snippets.Pages;

internal static class ResourcesPage
{
    public static void Run(Transcript transcript)
    {
        #region resources-make
        var rule = new DestinationRule
        {
            Metadata = new() { Name = "details", Namespace = "bookinfo-backend" },
            Host = "details.bookinfo-backend.svc.cluster.local",
            TrafficPolicy = new()
            {
                LoadBalancer = new() { Algorithm = new LoadBalancerAlgorithm.Simple(SimpleLoadBalancer.LeastRequest) },
                OutlierDetection = new() { ConsecutiveGatewayErrors = 3, Interval = TimeSpan.FromSeconds(5), MaxEjectionPercent = 100 },
            },
        };
        Console.Write(ManifestWriter.ToYaml(rule));
        #endregion
        transcript.Output("resources-make");

        #region resources-with
        DestinationRule patient = rule with
        {
            TrafficPolicy = rule.TrafficPolicy with
            {
                OutlierDetection = rule.TrafficPolicy.OutlierDetection with { Interval = TimeSpan.FromSeconds(30) },
            },
        };
        #endregion
        transcript.Check(
            patient != rule && ManifestWriter.ToYaml(patient).Contains("interval: 30s", StringComparison.Ordinal),
            "with changes one field");

        Read(transcript, rule);
        Quoting(transcript);
        Folders(transcript);
    }

    private static void Read(Transcript transcript, DestinationRule rule)
    {
        #region resources-read
        ManifestSet read = ManifestReader.Read(ManifestWriter.ToYaml(rule));
        Console.WriteLine(read.Objects[0] == rule);
        #endregion
        transcript.Output("resources-read");

        #region resources-wrong
        ManifestSet wrong = ManifestReader.Read("""
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            metadata: {name: details, namespace: bookinfo-backend}
            spec:
              host: details
              trafficPolicy:
                outlierDetection:
                  consecutiveGatewayError: 3
                  interval: 5
                loadBalancer:
                  simple: LEAST_REQUEST
                  consistentHash: {useSourceIp: true}
            """, "details.yaml");
        Console.WriteLine(wrong.Diagnostics);
        #endregion
        transcript.Output("resources-wrong");
        transcript.Check(wrong.Objects.IsEmpty, "an object with errors is left out");
    }

    private static void Quoting(Transcript transcript)
    {
        #region resources-quoting
        var awkward = new Namespace
        {
            Metadata = new() { Name = "on", Labels = [new("build", "017"), new("time", "12-30"), new("empty", ""), new("team", "shop")] },
        };
        Console.Write(ManifestWriter.ToYaml(awkward));
        #endregion
        transcript.Output("resources-quoting");
        transcript.Check(ManifestReader.Read(ManifestWriter.ToYaml(awkward)).Objects[0] == awkward, "awkward texts survive");
    }

    private static void Folders(Transcript transcript)
    {
        MeshModel model = new MeshBuilder("acme")
            .AddCluster("aws")
            .AddCluster("gcp")
            .AddTenant("dev", t => t
                .AddWorkspace("bookinfo", w => w
                    .WithNamespaces("*/bookinfo-backend")
                    .AddGateway("ingress-bookinfo", g => g
                        .InNamespace("bookinfo-backend").WithWorkload("app", "ingress-bookinfo")
                        .AddHttpServer("details", "details.example.com", s => s.RouteTo("details", 9080)))))
            .Build();
        Inventory inventory = Inventory.FromDumps("dumps");
        MeshResources resources = new IstioGenerator().Generate(model, inventory);

        #region resources-write
        resources.WriteTo("out", new WriteOptions { Layout = ManifestLayout.FilePerCluster, Kustomization = true });
        MeshResources again = MeshResources.Read("out");
        Console.WriteLine(again.Clusters == resources.Clusters);
        #endregion
        transcript.Output("resources-write");
        transcript.Output(
            "resources-files",
            string.Join(
                '\n', Directory.GetFiles("out", "*", SearchOption.AllDirectories).Select(file => file.Replace('\\', '/')).Order(
                    StringComparer.Ordinal)));

        #region resources-stream
        GenerationPlan plan = new IstioGenerator().Prepare(model, inventory);
        WriteResult result = ResourceFolder.Write("out", plan.GenerateAll());
        Console.WriteLine($"{result.Written} written, {result.Deleted} deleted");
        #endregion
        transcript.Output("resources-stream");
        Directory.Delete("out", recursive: true);
    }
}
