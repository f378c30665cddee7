namespace Mesh.Dumps;

/// <summary>A dump in memory: the output of <c>kubectl get … -o json</c> or <c>-o yaml</c>.</summary>
/// <param name="Cluster">The name of the cluster that it comes from.</param>
/// <param name="Path">The file's name or path for diagnostics; they show it behind the cluster's name.</param>
/// <param name="Content">The text in UTF-8: one document, a list, several documents, YAML or JSON.</param>
public sealed record DumpFile(string Cluster, string Path, ReadOnlyMemory<byte> Content);
