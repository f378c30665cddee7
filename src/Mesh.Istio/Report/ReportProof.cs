using Mesh.Istio.Forecasting.Proofs;

namespace Mesh.Istio.Report;

/// <summary>A proof of a report.</summary>
/// <param name="Name">What was to be proved, in words; differences of two reports find the same proof by it.</param>
/// <param name="Proof">The proof.</param>
public sealed record ReportProof(string Name, SurvivalProof Proof);
