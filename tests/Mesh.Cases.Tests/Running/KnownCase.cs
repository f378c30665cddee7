namespace Mesh.Cases.Tests.Running;

/// <summary>A case that fails until an issue is done.</summary>
internal sealed record KnownCase(string Name, int Issue, string Reason);
