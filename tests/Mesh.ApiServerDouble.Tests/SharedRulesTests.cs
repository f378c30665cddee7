namespace Mesh.ApiServerDouble.Tests;

/// <summary>The CRDs that the tests serve hold no rule that the double takes as satisfied because it cannot read it.</summary>
public class SharedRulesTests
{
    [Theory]
    [InlineData("1.30.3")]
    [InlineData("1.31.0-rc.0")]
    public void Every_rule_of_the_crds_of_istio_is_evaluated(string version)
    {
        string folder = Environment.GetEnvironmentVariable("MESH_SHARED") is { Length: > 0 } given
            ? given
            : Path.Combine(Mesh.Tests.RepositoryRoot.Path, "..", "shared");
        string path = Path.Combine(folder, "istio", $"crds-{version}.yaml");
        Assert.SkipUnless(File.Exists(path), "There are no CRDs of Istio; set MESH_SHARED to the folder above them.");

        Assert.Empty(CustomResources.FromFile(path).UnsupportedRules);
    }

    [Fact]
    public void A_rule_that_cannot_be_read_is_named()
    {
        CustomResources resources = CustomResources.FromYaml("""
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: things.example.com}
            spec:
              group: example.com
              scope: Namespaced
              names: {plural: things, singular: thing, kind: Thing}
              versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object,
                x-kubernetes-validations: [{rule: "self.exists_exactly(("}]}}}]
            """);

        Assert.Single(resources.UnsupportedRules);
    }
}
