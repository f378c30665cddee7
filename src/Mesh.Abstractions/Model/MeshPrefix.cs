namespace Mesh;

/// <summary>The prefix of Mesh's own labels, annotations and documents.</summary>
internal static class MeshPrefix
{
    /// <summary>The prefix where no other is given.</summary>
    public const string Default = "multicluster.mesh";
}
