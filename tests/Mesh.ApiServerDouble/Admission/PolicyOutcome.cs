using Mesh.ApiServerDouble.Cel;

namespace Mesh.ApiServerDouble.Admission;

/// <summary>What one policy says to a write.</summary>
/// <param name="Failures">The validations that did not hold, in their order.</param>
/// <param name="Audit">Its audit annotations by key.</param>
/// <param name="Cost">What it cost.</param>
internal sealed record PolicyOutcome(
    IReadOnlyList<PolicyFailure> Failures, IReadOnlyDictionary<string, string> Audit, CelCost Cost);
