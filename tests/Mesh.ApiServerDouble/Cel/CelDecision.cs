namespace Mesh.ApiServerDouble.Cel;

/// <summary>What the authorizer answered.</summary>
internal sealed record CelDecision(bool IsAllowed);
