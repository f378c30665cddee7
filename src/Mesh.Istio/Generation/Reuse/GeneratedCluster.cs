using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Reuse;

/// <summary>One cluster as it was generated.</summary>
/// <param name="Resources">Its objects.</param>
/// <param name="Others">Those that are of no host, in apply order.</param>
/// <param name="Findings">What the second look found.</param>
internal sealed record GeneratedCluster(ClusterResources Resources, ValueList<IstioObject> Others, ValueList<Diagnostic> Findings);
