namespace Mesh.Istio.Resources;

/// <summary>An object as it leaves its emitter.</summary>
internal readonly record struct GeneratedObject(IstioObject Value, Origin Origin);
