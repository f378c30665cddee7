namespace Mesh.Istio.Hosting;

/// <summary>One step from the default options to those that hold. Problems are what a step could not read.</summary>
internal sealed record MeshOptionsChange(Func<MeshOptions, List<string>, MeshOptions> Apply);
