using Mesh.Istio.ControlPlane;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Simulation.Engine;
using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>
/// How many tries reach somebody alive where some endpoints stay dead: without retries a part of the requests never does, with them the
/// living get what the dead did not answer.
/// </summary>
internal static class RetryLoad
{
    public static double Factor(CallResult routed, ClusterOutcome outcome)
    {
        double alive = outcome.Answered;
        if (outcome.Dead.IsEmpty || alive <= 0 || routed.RouteConfig is null || RetryPolicies.Of(routed.Retries) is not { } policy)
        {
            return 1;
        }

        double[] again = [.. outcome.Dead.Where(dead => Covers(policy, dead.Kind)).Select(dead => dead.Part)];
        double left = again.Sum();
        // A retry avoids the hosts that were tried, of which each had this part.
        double each = policy.AvoidsPreviousHosts && again.Length > 0 ? left / again.Length : 0;
        double reached = 0;
        double going = 1;
        for (int tried = 0; tried <= policy.Attempts && going > 0; tried++)
        {
            double others = 1 - (tried * each);
            reached += going * Math.Min(1, alive / others);
            going *= Math.Clamp((left - (tried * each)) / others, 0, 1);
        }

        return reached / alive;
    }

    private static bool Covers(RetryPolicy policy, FaultKind kind) => kind switch
    {
        FaultKind.Unreachable => policy.Covers(AttemptOutcome.Failed(AttemptKind.ConnectFailure)),
        FaultKind.Answers503 => policy.Covers(AttemptOutcome.Responded(503)),
        FaultKind.NeverAnswers => policy.PerTryTimeout is not null && policy.Covers(AttemptOutcome.Failed(AttemptKind.TryTimeout)),
        _ => false,
    };
}
