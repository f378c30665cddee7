namespace Mesh.Kubernetes.Connections;

/// <summary>The complete answer to a request that succeeded (2xx).</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body in UTF-8. Valid only while it is parsed: the memory is used again.</param>
/// <param name="Warnings">The texts of the Warning headers.</param>
internal sealed record ClusterResponse(int Status, ReadOnlyMemory<byte> Body, ValueList<string> Warnings);
