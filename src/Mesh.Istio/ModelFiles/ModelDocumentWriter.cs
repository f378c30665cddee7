using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.Istio.Fields;

namespace Mesh.Istio.ModelFiles;

/// <summary>Takes a model apart into one document for each concept.</summary>
internal static class ModelDocumentWriter
{
    public static string Write(MeshModel model)
    {
        JsonObject organization = JsonNode.Parse(model.ToJson())!["organization"]!.AsObject();
        using var output = new OutputBuffer();
        bool first = true;
        foreach (JsonObject document in Documents(ModelDocumentKind.Organization, organization, []))
        {
            output.Write(first ? ""u8 : "---\n"u8);
            first = false;
            using JsonDocument json = JsonDocument.Parse(document.ToJsonString());
            var writer = new YamlFieldWriter(output);
            ModelYaml.Write(writer, json.RootElement);
            writer.EndDocument();
        }

        return output.ToString();
    }

    private static IEnumerable<JsonObject> Documents(ModelDocumentKind kind, JsonObject concept, string[] parents)
    {
        var metadata = new JsonObject { ["name"] = concept["name"]!.DeepClone() };
        for (int i = 0; i < kind.Parents.Length; i++)
        {
            metadata[kind.Parents[i]] = parents[i];
        }

        string[] children = [.. kind.Children.Select(child => child.List)];
        var spec = new JsonObject();
        foreach ((string field, JsonNode? value) in concept.Where(entry => entry.Key != "name" && !children.Contains(entry.Key)))
        {
            (ModelDocumentKind.MetadataFields.Contains(field) ? metadata : spec)[field] = value?.DeepClone();
        }

        var document = new JsonObject { ["apiVersion"] = ModelDocumentKind.ApiVersion, ["kind"] = kind.Name, ["metadata"] = metadata };
        if (spec.Count > 0)
        {
            document["spec"] = spec;
        }

        yield return document;
        string[] path = kind == ModelDocumentKind.Organization ? [] : [.. parents, concept["name"]!.GetValue<string>()];
        foreach (ModelDocumentKind child in kind.Children)
        {
            foreach (JsonNode? item in concept[child.List]?.AsArray() ?? [])
            {
                foreach (JsonObject below in Documents(child, item!.AsObject(), path))
                {
                    yield return below;
                }
            }
        }
    }
}
