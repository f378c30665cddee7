namespace Mesh.Istio.Manifests;

/// <summary>A file of an earlier run that was neither written nor deleted although the resources do not hold it.</summary>
/// <param name="Path">The file, relative to the folder: <c>CLUSTER/FILE</c>.</param>
/// <param name="Reason">Why it stays.</param>
public sealed record KeptFile(string Path, string Reason);
