using System.Globalization;
using Mesh.Istio.Forecasting.Proofs;

namespace Mesh.Istio.Testing;

/// <summary>What tests expect of a <see cref="SurvivalProof"/>.</summary>
public static class ProofAssertions
{
    /// <summary>
    /// Expects that nothing is lost, whatever fails. A proof about nothing does not hold: one without calls, or one that was asked about
    /// failures and found nothing that could fail.
    /// </summary>
    /// <param name="proof">The proof.</param>
    /// <returns>The same proof.</returns>
    /// <exception cref="MeshAssertionException">There is a counterexample, whose whole story is in
    /// the message, or the proof is about nothing.</exception>
    public static SurvivalProof MustHold(this SurvivalProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        string? wrong = proof.Counterexample is not null ? proof.ToString()
            : proof.Calls == 0 ? "nothing was looked at: there is no call"
            : proof.AtOnce > 0 && proof.Failures.IsEmpty ? "nothing was looked at: there is nothing that could fail"
            : null;
        string question = string.Create(
            CultureInfo.InvariantCulture, $"{proof.Calls} call(s), {proof.AtOnce} of {proof.Failures.Count} failures at once");
        return wrong is null ? proof : throw new MeshAssertionException(question, "no request is lost, whatever fails", wrong);
    }
}
