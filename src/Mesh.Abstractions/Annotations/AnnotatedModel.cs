using Mesh.Diagnostics;

namespace Mesh.Annotations;

/// <summary>A model with what the annotations of Services add to it.</summary>
/// <param name="Model">The model, not validated yet. A service whose annotations cannot be followed is left out of it.</param>
/// <param name="Diagnostics">What could not be followed, and why.</param>
public sealed record AnnotatedModel(MeshModel Model, DiagnosticList Diagnostics);
