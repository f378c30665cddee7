using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>Counts how often pods are visited for each request, retries among it.</summary>
/// <param name="tries">How many tries reach somebody alive for each request to an Envoy cluster that a route leads to.</param>
internal sealed class VisitCount(Func<CallResult, ClusterOutcome, double> tries)
{
    private readonly Dictionary<(BackendKey Pod, bool IsGateway), double> _parts = [];

    /// <summary>Another count with the same rule.</summary>
    public VisitCount Fresh() => new(tries);

    /// <summary>What comes to pods through a cluster that a route leads to.</summary>
    /// <param name="routed">The route.</param>
    /// <param name="outcome">What becomes of the requests for the cluster.</param>
    /// <param name="part">The part of the requests that the cluster gets, from 0 to 1.</param>
    public void Add(CallResult routed, ClusterOutcome outcome, double part)
    {
        if (part > 0 && !outcome.Visits.IsEmpty)
        {
            Add(outcome.Visits, part * tries(routed, outcome));
        }
    }

    public void Add(IEnumerable<PodVisit> visits, double part)
    {
        foreach (PodVisit visit in visits)
        {
            Add(visit.Pod, visit.IsGateway, visit.Part * part);
        }
    }

    public void Add(BackendKey pod, bool isGateway, double part)
    {
        (BackendKey, bool) key = (pod, isGateway);
        _parts[key] = _parts.GetValueOrDefault(key) + part;
    }

    public ValueList<PodVisit> ToVisits() =>
        _parts.Select(entry => new PodVisit(entry.Key.Pod, entry.Key.IsGateway, entry.Value)).ToValueList();
}
