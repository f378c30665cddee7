using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Manifests;

/// <summary>What a text with manifests holds.</summary>
/// <param name="Objects">The objects without errors, in the order of the text.</param>
/// <param name="Diagnostics">Every finding, with line and column.</param>
public sealed record ManifestSet(ValueList<IstioObject> Objects, DiagnosticList Diagnostics)
{
    /// <summary>The objects of the Kubernetes Gateway API. Default: none.</summary>
    public ValueList<GatewayApiObject> GatewayApi { get; init; }
}
