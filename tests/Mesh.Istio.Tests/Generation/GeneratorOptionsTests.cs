using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Golden;

namespace Mesh.Istio.Tests.Generation;

public class GeneratorOptionsTests
{
    [Fact]
    public void Namespace_and_label_prefix_are_the_users_to_choose()
    {
        GoldenCase article = GoldenCase.All().Single(golden => golden.Name == "article");
        var generator = new IstioGenerator(
            new IstioGeneratorOptions { MulticlusterNamespace = "shared", LabelPrefix = "mesh.example.com" });

        MeshResources resources = generator.Generate(article.Model(), article.Inventory());

        ServiceEntry entry = resources["aws"].OfType<ServiceEntry>().First();
        Assert.Equal("shared", entry.Metadata.Namespace);
        Assert.Contains("mesh.example.com/path", entry.Metadata.Annotations.Keys);
        Assert.Contains(entry.Endpoints, endpoint => endpoint.Labels.ContainsKey("mesh.example.com/fallback-1"));
        Assert.Contains("mesh.example.com/fallback-1", resources["aws"].OfType<DestinationRule>()
            .First(rule => rule.WorkloadSelector is null).TrafficPolicy!.LoadBalancer!.LocalityLbSetting!.FailoverPriority);
        Assert.Equal("shared", resources["aws"].OfType<Namespace>().Single().Metadata.Name);
    }

    [Fact]
    public void An_empty_name_is_misuse() =>
        Assert.Throws<ArgumentException>(() => new IstioGenerator(new IstioGeneratorOptions { LabelPrefix = "" }));
}
