namespace Mesh.Istio.Failures;

/// <summary>An answer of its own that a pod gives.</summary>
/// <param name="Path">The beginning of the paths of which it answers so.</param>
/// <param name="Status">The HTTP code, or the gRPC status.</param>
/// <param name="IsGrpc">Which of both.</param>
internal sealed record PodAnswer(string Path, int Status, bool IsGrpc);
