using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Indexes;

/// <summary>A locality setting as somebody wrote it.</summary>
/// <param name="Path">Where it is written: cluster, object and field.</param>
/// <param name="Value">What it says.</param>
/// <param name="Rule">The DestinationRule; <see langword="null"/> for MeshConfig.</param>
internal sealed record StatedSetting(string Path, LoadBalancing.LocalityLbConfig Value, DestinationRule? Rule);
