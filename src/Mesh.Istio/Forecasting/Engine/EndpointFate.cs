using Mesh.Istio.Forecasting.Access;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>What an endpoint does with requests.</summary>
/// <param name="Cluster">The cluster behind it; empty where nothing tells.</param>
/// <param name="Answered">The part of its requests that it answers, from 0 to 1.</param>
/// <param name="Kind">How the others fail.</param>
/// <param name="Reason">Why it does not answer all; empty when it does.</param>
internal sealed record EndpointFate(string Cluster, double Answered, FaultKind Kind, string Reason)
{
    /// <summary>What was assumed about it and about what is behind it.</summary>
    public ValueList<Assumption> Assumptions { get; init; }

    /// <summary>Whether it is the configuration that no request passes, and nothing that fails or is scaled down.</summary>
    public bool IsDeadEnd { get; init; }

    /// <summary>
    /// Whether it is a gateway that takes connections before it knows what is behind it: callers see no failure of that.
    /// </summary>
    public bool AnswersItself { get; init; }

    /// <summary>What the places on the way say about the call.</summary>
    public ValueList<AccessStep> Access { get; init; }

    /// <summary>Who gets its requests; empty where nobody counts.</summary>
    public ValueList<PodVisit> Visits { get; init; }

    public static EndpointFate Alive(string cluster) => new(cluster, 1, FaultKind.None, "");

    public static EndpointFate Dead(string cluster, FaultKind kind, string reason) => new(cluster, 0, kind, reason);

    /// <summary>What becomes of calls at a place that judged them.</summary>
    public static EndpointFate Of(AccessJudgement judgement)
    {
        AccessStep step = judgement.Step;
        EndpointFate fate = judgement.Fault is { } kind
            ? Dead(step.Cluster, kind, step.ToString()) with { IsDeadEnd = step.Verdict == CallVerdict.Refused }
            : Alive(step.Cluster);
        return fate with { Access = [step], Assumptions = Assumed(step).ToValueList() };
    }

    /// <summary>The same behind a gateway that has let the call pass.</summary>
    public EndpointFate Behind(AccessStep gateway) => this with
    {
        Access = Access.Add(gateway),
        Assumptions = Assumptions.AddRange(Assumed(gateway)),
    };

    /// <summary>What a place had to assume.</summary>
    public static IEnumerable<Assumption> Assumed(AccessStep step) =>
        step.Assumptions.Select(words => new Assumption.Permits($"clusters/{step.Cluster}/{step.Place}", words));
}
