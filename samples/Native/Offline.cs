using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Analysis;
using Mesh.Istio.Comparison;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Manifests;
using Mesh.Istio.Simulation;

namespace Native;

/// <summary>What needs no cluster: texts, folders, questions.</summary>
internal static class Offline
{
    public static void Texts(MeshModel model, string scratch)
    {
        Expect.That(Same(MeshModel.FromJson(model.ToJson()), model), "a model goes through JSON");
        Expect.That(Same(MeshModel.FromYaml(model.ToYaml()), model), "a model goes through YAML");
        Expect.That(Same(MeshModel.FromDocuments(model.ToDocuments()), model), "a model goes through documents");
        string folder = Directory.CreateDirectory(Path.Combine(scratch, "model")).FullName;
        File.WriteAllText(Path.Combine(folder, "model.yaml"), model.ToDocuments());
        Expect.That(Same(MeshModel.FromFolder(folder), model), "a model is read from a folder");
        ModelReadResult misspelt = MeshModel.FromYaml(model.ToYaml().Replace("tenants:", "tenant:", StringComparison.Ordinal));
        Expect.That(misspelt.Diagnostics.HasErrors, $"a misspelt field is a finding: {misspelt.Diagnostics[0].Message}");
    }

    public static void Folders(MeshResources resources, Inventory inventory, string scratch)
    {
        string folder = Path.Combine(scratch, "out");
        WriteResult written = resources.WriteTo(folder, new WriteOptions { Kustomization = true });
        MeshResources read = MeshResources.Read(folder);
        Expect.That(written.Written > 0 && !written.Diagnostics.HasErrors, $"{written.Written} manifests are written");
        Expect.That(Names(read).SequenceEqual(Names(resources)), $"{Names(read).Count()} objects are read back");
        MeshComparison comparison = MeshComparison.Of(resources, read);
        Expect.That(comparison.ToString().Length > 0, "what is generated is compared with what exists");
        string sarif = Sarif.Write(new Analyzer().Analyze(read, inventory));
        Expect.That(sarif.Contains("2.1.0", StringComparison.Ordinal), "findings are written as SARIF");
        Expect.That(resources.Explain(resources.Clusters[0].Objects[^1]) is not null, "an object is explained");

        static IEnumerable<string> Names(MeshResources all) => all.Clusters
            .SelectMany(cluster => cluster.Objects.Select(one => $"{cluster.Cluster} {one}")).Order(StringComparer.Ordinal);
    }

    public static void Questions(MeshResources resources, Inventory inventory)
    {
        var forecaster = new Forecaster(resources, inventory);
        Forecast forecast = forecaster.ForClient("aws", "bookinfo-backend/productpage").To("details.cx.tetrate.info", 80)
            .When(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details"));
        Expect.That(forecast.PercentTo("gcp") == 100, "a forecast says that gcp answers");
        Expect.That(Forecast.FromJson(forecast.ToJson()) == forecast, "a forecast goes through JSON");
        SurvivalProof proof = forecaster.ForCalls(calls => calls.AddEveryClient("details.cx.tetrate.info"))
            .SurvivesAny(1, FailureScopes.Clusters);
        Expect.That(proof.ToJson().Length > 0 && proof.ToString().Length > 0, "a proof is written");
        SimulationResult result = new Simulator(resources, inventory)
            .ForClient("aws", "bookinfo-backend/productpage").To("details.cx.tetrate.info", 80)
            .WithRate(20).For(TimeSpan.FromSeconds(20))
            .At(TimeSpan.FromSeconds(5), failure => failure.PodsFail("aws", "bookinfo-backend/details", FailureKind.Answers503))
            .Run();
        Expect.That(result.ToString().Length > 0, "requests are simulated");
    }

    private static bool Same(ModelReadResult read, MeshModel model) => read.Model == model && !read.Diagnostics.HasErrors;
}
