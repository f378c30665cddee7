using Mesh.Istio.ControlPlane;
using Mesh.Istio.Forecasting.Access;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>What becomes of the requests for one Envoy cluster, in parts of 1.</summary>
/// <param name="Shares">Who answers; percent is here a part of 1.</param>
/// <param name="Losses">Who does not.</param>
internal sealed record ClusterOutcome(ValueList<ForecastShare> Shares, ValueList<ForecastLoss> Losses)
{
    /// <summary>The order of fallbacks.</summary>
    public ValueList<ForecastStep> Order { get; init; }

    /// <summary>What was concluded.</summary>
    public ValueList<string> Reasons { get; init; }

    /// <summary>What was assumed about the endpoints, whether they get requests or not.</summary>
    public ValueList<Assumption> Assumptions { get; init; }

    /// <summary>What the places on the way say about the call.</summary>
    public ValueList<AccessStep> Access { get; init; }

    /// <summary>Whether the address that the client dials decides.</summary>
    public bool NotBalanced { get; init; }

    /// <summary>Whether the proxy has such a cluster.</summary>
    public bool Exists { get; init; } = true;

    /// <summary>Whether every endpoint is a dead end by configuration.</summary>
    public bool IsDeadEnd { get; init; }

    /// <summary>Whether an endpoint takes connections and never answers.</summary>
    public bool NeverAnswers { get; init; }

    /// <summary>Who gets the requests, before retries; empty where nobody counts.</summary>
    public ValueList<PodVisit> Visits { get; init; }

    /// <summary>The parts of the requests that endpoints do not answer, each with how.</summary>
    public ValueList<(FaultKind Kind, double Part)> Dead { get; init; }

    public double Answered => Shares.Sum(share => share.Percent);

    /// <summary>How a gateway that routes here fails its clients; null where nothing here decides it.</summary>
    // Where it ends TLS and passes bytes on, the client's connection stands before it knows what is behind, unless nothing is.
    public FaultKind? BehindGateway(CallResult routed) =>
        NeverAnswers ? FaultKind.NeverAnswers
        : routed.EndsTls && Losses.Any(loss => loss.Kind != ForecastLossKind.NoHealthyUpstream) ? FaultKind.Answers503
        : null;
}
