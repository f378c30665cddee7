using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.ControlPlane.Tls;
using Mesh.Istio.Forecasting.Access;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>What a gateway or pod makes of a call, and how a gateway sends it on.</summary>
internal sealed record AccessJudgement(AccessStep Step)
{
    public InboundCall? Call { get; init; }

    public AccessDecision? Decision { get; init; }

    public AccessControl? Control { get; init; }

    /// <summary>Why requests fail here; <see langword="null"/> where they do not.</summary>
    public FaultKind? Fault => Step.Verdict switch
    {
        CallVerdict.Denied => FaultKind.Denied,
        CallVerdict.Refused => FaultKind.Unreachable,
        _ => null,
    };

    /// <summary>What goes on from a gateway.</summary>
    /// <param name="call">What came.</param>
    /// <param name="withIdentity">Whether anybody looks at what the gateway writes down about the caller.</param>
    public ForecastCall Forward(ForecastCall call, bool withIdentity)
    {
        if (Decision?.Chain is not { } chain || Control is null || Call is null)
        {
            return call;
        }

        ValueMap<string> told = Control.Forward(Call, Decision, 0, null).Request.Headers;
        return call with
        {
            Request = Control.WithoutReadToken(call.Request) with
            {
                Identity = null,
                Headers = AccessControl.WithForwarded(call.Request.Headers, told, withIdentity),
            },
            Carried = chain.PassesTls,
            Sent = chain.PassesTls ? call.Sent : SentTls.PlainText,
        };
    }
}
