using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Crds;
using Mesh.Recordings;

namespace Mesh.Istio.Tests.Serialization;

/// <summary>The configurations that a real istiod was given: all of them can be read, and nothing of them is lost.</summary>
public sealed class RecordedManifestTests
{
    [Fact]
    public void Recorded_configurations_come_back_as_they_were()
    {
        var differences = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (RecordedFile file in Truth.Files("istiod").Where(file => !file.IsDocumentation))
        {
            foreach (JsonNode line in file.Lines.Select(line => JsonNode.Parse(line)!))
            {
                // The versions of Istio were given the same.
                string text = line["config"]!.GetValue<string>();
                if (seen.Add(text) && Difference(text) is { } difference)
                {
                    differences.Add($"{file.Path} {line["id"]}: {difference}");
                }
            }
        }

        Assert.True(differences.Count == 0, $"{differences.Count} differ:\n{string.Join('\n', differences)}");
        Assert.True(seen.Count > 0 || !Truth.IsPacked, "There is no recording.");
    }

    private static string? Difference(string text)
    {
        ManifestSet set = ManifestReader.Read(text, "config");
        IReadOnlyList<JsonNode?> recorded = [.. YamlNodes.Parse(text).Where(node => node is not null)];
        if (set.Diagnostics.Count > 0 || recorded.Count != set.Objects.Count)
        {
            return $"{set.Objects.Count} of {recorded.Count} objects\n{set.Diagnostics}";
        }

        foreach ((JsonNode? expected, IstioObject value) in recorded.Zip(set.Objects))
        {
            using JsonDocument left = JsonDocument.Parse(Canonical(expected!.AsObject()).ToJsonString());
            using JsonDocument right = JsonDocument.Parse(ManifestWriter.ToJson(value));
            if (!JsonElement.DeepEquals(left.RootElement, right.RootElement))
            {
                return $"{left.RootElement}\n{right.RootElement}";
            }
        }

        return null;
    }

    private static JsonObject Canonical(JsonObject recorded)
    {
        string apiVersion = recorded["apiVersion"]!.GetValue<string>();
        string kind = recorded["kind"]!.GetValue<string>();
        recorded["apiVersion"] = apiVersion.Split('/')[0] + "/v1";
        // Which object is older is a fact of the server and not of what was written.
        recorded["metadata"]!.AsObject().Remove("creationTimestamp");
        recorded["spec"] = CrdInstances.Canonical(
            CrdCatalog.Load("1.31.0-rc.0").Schema(apiVersion, kind).Properties["spec"], recorded["spec"], "spec");
        return recorded;
    }
}
