namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>Whether what a proxy sees of a call meets a part of a rule.</summary>
internal delegate Matching Condition(InboundFacts facts);
