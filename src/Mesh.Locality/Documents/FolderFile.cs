namespace Mesh.Documents;

/// <summary>A file to be read.</summary>
/// <param name="Relative">Its path in the folder, with <c>/</c>.</param>
/// <param name="Path">Where it is.</param>
internal readonly record struct FolderFile(string Relative, string Path);
