using Mesh.Tests;

namespace Mesh.Istio.Tests;

/// <summary>Finds the reference material, which is no part of the repository; a test that needs it is skipped where it is absent.</summary>
internal static class SharedFolder
{
    /// <summary>The path of a file below MESH_SHARED, else below <c>../shared</c> as seen from the repository's root.</summary>
    public static string Find(params ReadOnlySpan<string> path)
    {
        string root = Environment.GetEnvironmentVariable("MESH_SHARED") ?? Path.Combine(RepositoryRoot.Path, "..", "shared");
        string file = Path.Combine([root, .. path]);
        Assert.SkipUnless(File.Exists(file), $"{Path.Combine(path)} is not there; set MESH_SHARED to the folder that holds it.");
        return file;
    }
}
