using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.Istio.Resources;
using Mesh.Istio.Serialization;
using Mesh.Istio.Tests.Crds;

namespace Mesh.Istio.Tests.Serialization;

/// <summary>The configurations that a real istiod was given: all of them can be read, and nothing of them is lost.</summary>
public sealed class RecordedManifestTests
{
    [Theory]
    [InlineData("istiod-1.30.jsonl")]
    [InlineData("istiod-1.31.jsonl")]
    [InlineData("shapes-1.30.jsonl")]
    [InlineData("shapes-1.31.jsonl")]
    public void Recorded_configurations_come_back_as_they_were(string file)
    {
        int objects = 0;
        foreach (string line in File.ReadLines(SharedFolder.Find("truth", "istiod", file)))
        {
            string text = JsonNode.Parse(line)!["config"]!.GetValue<string>();
            ManifestSet set = ManifestReader.Read(text, file);
            Assert.True(set.Diagnostics.Count == 0, $"{set.Diagnostics}\n{text}");
            IReadOnlyList<JsonNode?> recorded = [.. YamlNodes.Parse(text).Where(node => node is not null)];
            Assert.Equal(recorded.Count, set.Objects.Count);
            foreach ((JsonNode? expected, IstioObject value) in recorded.Zip(set.Objects))
            {
                using JsonDocument left = JsonDocument.Parse(Canonical(expected!.AsObject()).ToJsonString());
                using JsonDocument right = JsonDocument.Parse(ManifestWriter.ToJson(value));
                Assert.True(JsonElement.DeepEquals(left.RootElement, right.RootElement), $"{left.RootElement}\n{right.RootElement}");
                objects++;
            }
        }

        Assert.True(objects > 20, $"only {objects} objects");
    }

    private static JsonObject Canonical(JsonObject recorded)
    {
        string apiVersion = recorded["apiVersion"]!.GetValue<string>();
        string kind = recorded["kind"]!.GetValue<string>();
        recorded["apiVersion"] = apiVersion.Split('/')[0] + "/v1";
        recorded["spec"] = CrdInstances.Canonical(CrdCatalog.Load("1.31.0-rc.0").Schema(apiVersion, kind).Properties["spec"], recorded["spec"], "spec");
        return recorded;
    }
}
