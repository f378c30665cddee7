namespace Mesh.Conformance.Tests.Istiod;

/// <summary>What was compared, what was recorded, what was computed.</summary>
internal sealed record Difference(string What, string Expected, string Actual);
