using System.Text.Json.Nodes;

namespace Mesh.Conformance.Tests;

/// <summary>Finds the recordings: the folder that MESH_TRUTH names, else ../shared/truth beside the repository.</summary>
internal static class Truth
{
    /// <summary>The path of a recording; skips the test when it is not there.</summary>
    internal static string PathOf(params string[] parts)
    {
        string path = Path.Combine([Root, .. parts]);
        Assert.SkipUnless(Path.Exists(path), $"There is no recording '{string.Join('/', parts)}'; set MESH_TRUTH to the folder of recordings.");
        return path;
    }

    /// <summary>Reads a recording that is one JSON object.</summary>
    internal static JsonObject ReadJson(params string[] parts) => JsonNode.Parse(File.ReadAllText(PathOf(parts)))!.AsObject();

    private static string Root => Environment.GetEnvironmentVariable("MESH_TRUTH") is { Length: > 0 } folder
        ? folder
        : Path.Combine(Mesh.Tests.RepositoryRoot.Path, "..", "shared", "truth");
}
