using Mesh.Diagnostics;

namespace Mesh;

/// <summary>What came of reading a model from text.</summary>
/// <param name="Model">The model; <see langword="null"/> when the text has errors. It is not validated yet.</param>
/// <param name="Diagnostics">All findings about the text, with the path of the field and, where the text is known, line and column.</param>
public sealed record ModelReadResult(MeshModel? Model, DiagnosticList Diagnostics);
