using Mesh.Cases.Tests.Expectations;
using Mesh.Cases.Tests.Product;
using Mesh.Istio.Forecasting.Proofs;

namespace Mesh.Cases.Tests.Checks;

/// <summary>Whether a call survives any failures of a number of places.</summary>
internal sealed record ProofCheck(CallSource Source, CallTarget Target, int Failures, bool Survives) : ICaseCheck
{
    /// <exception cref="FormatException">A field has another form.</exception>
    public static ProofCheck Parse(ExpectLine line)
    {
        string[] fields = line.Exactly("CLUSTER NS/NAME", "HOST:PORT", "K", "survives or not");
        bool survives = fields[3] switch
        {
            "survives" => true,
            "not" => false,
            _ => throw new FormatException($"unknown want '{fields[3]}'; it is 'survives' or 'not'"),
        };
        return new ProofCheck(
            CallSource.ParseWithoutPlace(fields[0]), CallTarget.ParseWithoutSuffix(fields[1]), Numbers.Whole(fields[2]), survives);
    }

    public string? Problem(CaseMesh mesh)
    {
        SurvivalProof proof = mesh.Proof(Source, Target, Failures);
        return proof.Survives == Survives ? null : $"expected that it {(Survives ? "survives" : "does not survive")}, but\n{proof}";
    }
}
