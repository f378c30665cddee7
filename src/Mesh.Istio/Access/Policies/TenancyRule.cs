namespace Mesh.Istio.Access.Policies;

/// <summary>A limit of objects of a kind.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Offenders">The expression of the texts that break it.</param>
internal sealed record TenancyRule(string Message, string Offenders);
