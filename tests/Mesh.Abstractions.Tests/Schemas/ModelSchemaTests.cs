using System.Text.Json.Nodes;
using CsCheck;
using Mesh.Tests;
using NJsonSchema;

namespace Mesh.Abstractions.Tests.Schemas;

/// <summary>The published schema of models is the one that the reader follows. <c>MESH_UPDATE_GOLDEN=1</c> writes it.</summary>
public class ModelSchemaTests
{
    private static readonly string File = Path.Combine(RepositoryRoot.Path, "docs", "schemas", "mesh.schema.json");

    [Fact]
    public void The_published_schema_is_that_of_the_reader()
    {
        string schema = ModelSchema.Write(new XmlComments(Path.Combine(AppContext.BaseDirectory, "Mesh.Abstractions.xml")));
        if (Environment.GetEnvironmentVariable("MESH_UPDATE_GOLDEN") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(File)!);
            System.IO.File.WriteAllText(File, schema);
        }

        Assert.Equal(schema, System.IO.File.ReadAllText(File));
    }

    [Fact]
    public async Task Models_satisfy_it_as_a_whole_and_as_documents()
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(File, TestContext.Current.CancellationToken);

        ModelGen.Valid.Sample(
            model =>
            {
                Assert.Empty(schema.Validate(model.ToJson()));
                Assert.All(Documents(model), document => Assert.Empty(schema.Validate(document)));
            },
            iter: 30,
            threads: 1);
    }

    [Theory]
    [InlineData("""{"organization": {}}""")]
    [InlineData("""{"organization": {"name": "a", "nme": "b"}}""")]
    [InlineData("""{"organization": {"name": 5}}""")]
    [InlineData("""{"apiVersion": "multicluster.mesh/v1", "kind": "Tenants", "metadata": {"name": "a"}}""")]
    [InlineData("""{"apiVersion": "multicluster.mesh/v1", "kind": "Workspace", "metadata": {"name": "a"}}""")]
    [InlineData("""{"apiVersion": "multicluster.mesh/v1", "kind": "Gateway", "metadata": {"name": "a", "tenant": "t", "workspace": "w"}, "spec": {"namespace": "n", "servers": [{"kind": "htp"}]}}""")]
    public async Task What_the_reader_refuses_does_not_satisfy_it(string text)
    {
        JsonSchema schema = await JsonSchema.FromFileAsync(File, TestContext.Current.CancellationToken);

        Assert.NotEmpty(schema.Validate(text));
    }

    private static IEnumerable<string> Documents(MeshModel model)
    {
        JsonObject organization = JsonNode.Parse(model.ToJson())!["organization"]!.AsObject();
        var document = new JsonObject
        {
            ["apiVersion"] = "multicluster.mesh/v1",
            ["kind"] = "Organization",
            ["metadata"] = new JsonObject { ["name"] = organization["name"]!.DeepClone() },
        };
        yield return document.ToJsonString();
        foreach (JsonNode? binding in organization["accessBindings"]?.AsArray() ?? [])
        {
            JsonObject spec = binding!.DeepClone().AsObject();
            var metadata = new JsonObject { ["name"] = spec["name"]!.DeepClone(), ["tenant"] = "dev" };
            spec.Remove("name");
            yield return new JsonObject
            {
                ["apiVersion"] = "multicluster.mesh/v1",
                ["kind"] = "AccessBinding",
                ["metadata"] = metadata,
                ["spec"] = spec,
            }.ToJsonString();
        }

        foreach (JsonNode? tenant in organization["tenants"]?.AsArray() ?? [])
        {
            foreach (JsonObject workspace in (tenant!["workspaces"]?.AsArray() ?? []).Select(node => node!.DeepClone().AsObject()))
            {
                var metadata = new JsonObject { ["name"] = workspace["name"]!.DeepClone(), ["tenant"] = tenant["name"]!.DeepClone() };
                foreach (string field in (string[])["name", "labels", "annotations"])
                {
                    if (workspace.Remove(field, out JsonNode? value))
                    {
                        metadata[field] = value?.DeepClone();
                    }
                }

                yield return new JsonObject
                {
                    ["apiVersion"] = "multicluster.mesh/v1",
                    ["kind"] = "Workspace",
                    ["metadata"] = metadata,
                    ["spec"] = workspace,
                }.ToJsonString();
            }
        }
    }
}
