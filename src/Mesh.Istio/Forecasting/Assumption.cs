using Mesh.Diagnostics;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Forecasting;

/// <summary>What an answer rests on without anybody having observed it.</summary>
internal abstract record Assumption
{
    private Assumption()
    {
    }

    /// <summary>What it is about, for the path of the finding and the order.</summary>
    public abstract string Path { get; }

    /// <summary>The finding that says it.</summary>
    public abstract Diagnostic Finding { get; }

    /// <summary>An address that nobody is known to have answers.</summary>
    internal sealed record Answers(string Address, string Why) : Assumption
    {
        public override string Path => $"endpoints/{Address}";

        public override Diagnostic Finding => ForecastDiagnostics.AddressAssumed.At(
            Path,
            $"Nothing was observed behind the address '{Address}' ({Why}); it is taken to answer.",
            "Add what is behind it to the inventory.");

        public override string ToString() => $"{Address} answers: {Why}";
    }

    /// <summary>An istiod reads no other cluster than those that are known.</summary>
    internal sealed record ReadsNoOther(string Istiod, string Why) : Assumption
    {
        public override string Path => $"clusters/{Istiod}/remoteSecrets";

        public override Diagnostic Finding => ForecastDiagnostics.RemoteSecretsAssumed.At(
            Path,
            $"Istiod of {Istiod} is taken to read only its own cluster: {Why}.",
            "Say it with WithRemoteSecrets, also for none, or let the inventory read the names of remote secrets.");

        public override string ToString() => $"istiod of {Istiod} reads only its own cluster: {Why}";
    }

    /// <summary>What a policy asks that nobody knows is in the caller's favour.</summary>
    internal sealed record Permits(string Place, string Words) : Assumption
    {
        public override string Path => Place;

        public override Diagnostic Finding => AccessFindings.Assumed(Place, Words);

        public override string ToString() => Words;
    }

    /// <summary>What forecasts leave out matters to this one.</summary>
    internal sealed record LeavesOut(string Place, string Words) : Assumption
    {
        public override string Path => Place;

        public override Diagnostic Finding => ForecastDiagnostics.PartLeftOut.At(
            Place, $"The answer leaves something out: {Words}.", "Take the answer as that, or ask for each case by its request.");

        public override string ToString() => Words;
    }
}
