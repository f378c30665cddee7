using Mesh.Istio.ControlPlane;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>
/// Ejects endpoints that fail always, as far as outlier detection can, until traffic meets none that could still be ejected. Only
/// endpoints that get traffic are ejected, those with the largest share first.
/// </summary>
internal sealed class EjectionSolver
{
    private readonly EnvoyCluster _cluster;
    private readonly ValueList<EndpointGroup> _groups;
    private readonly Dictionary<(string Address, int Port), EndpointFate> _fates;
    private readonly bool _http;
    private readonly VisitCount? _count;
    private readonly TrafficShareOptions _options;
    private readonly HashSet<(string, int)> _ejected = [];

    public EjectionSolver(
        EnvoyCluster cluster, ValueList<EndpointGroup> groups, Dictionary<(string, int), EndpointFate> fates, bool http, VisitCount? count)
    {
        _count = count;
        _cluster = cluster;
        _groups = groups;
        _fates = fates;
        _http = http;
        _options = new TrafficShareOptions
        {
            // Hashes and turns spread by weight as well, taken over many requests.
            Policy = cluster.LbPolicy switch
            {
                EnvoyLbPolicy.Random => LbPolicy.Random,
                EnvoyLbPolicy.LeastRequest => LbPolicy.LeastRequest,
                _ => LbPolicy.RoundRobin,
            },
            LocalityWeighted = cluster.LocalityWeighted,
            // Somebody may have written any number.
            PanicThreshold = cluster.PanicThreshold is { } threshold ? Math.Clamp(threshold, 0, 100) : null,
        };
    }

    public ClusterOutcome Solve()
    {
        TrafficShares shares = TrafficShares.Compute(_groups, _options);
        while (Eject(shares))
        {
            shares = TrafficShares.Compute(Remaining(), _options);
        }

        return Outcome(shares);
    }

    private bool Eject(TrafficShares shares)
    {
        bool changed = false;
        foreach (EndpointShare share in shares.Endpoints.Where(share => share.Share > 0).OrderByDescending(share => share.Share))
        {
            EndpointFate fate = FateOf(share);
            if (fate.Answered <= 0
                && EjectionRules.WhyNever(_cluster.OutlierDetection, fate.Kind, _http) is null
                && _cluster.OutlierDetection!.AllowsEjection(_ejected.Count, shares.Endpoints.Count))
            {
                changed |= _ejected.Add(KeyOf(share));
            }
        }

        return changed;
    }

    private ValueList<EndpointGroup> Remaining() => _groups
        .Select(group => group with
        {
            Endpoints = group.Endpoints
                .Select(endpoint => _ejected.Contains((endpoint.Address, endpoint.Port))
                    ? endpoint with { Health = EndpointHealth.Unhealthy } : endpoint)
                .ToValueList(),
        })
        .ToValueList();

    private ClusterOutcome Outcome(TrafficShares shares)
    {
        var answered = new List<ForecastShare>();
        var losses = new List<ForecastLoss>();
        var reasons = new List<string>();
        foreach (EndpointShare share in shares.Endpoints)
        {
            EndpointFate fate = FateOf(share);
            string name = FallbackOrder.NameOf(share.Endpoint, _fates);
            if (share.Share * fate.Answered > SteadyState.Negligible)
            {
                answered.Add(new ForecastShare(
                    fate.Cluster, share.Locality, share.Endpoint.Address, share.Endpoint.Port, share.Priority,
                    share.Share * fate.Answered));
            }

            if (fate.Reason.Length > 0)
            {
                reasons.Add($"{name}: {fate.Reason}{(_ejected.Contains(KeyOf(share)) ? "; outlierDetection ejects it" : "")}");
            }

            double lost = share.Share * (1 - fate.Answered);
            if (lost > SteadyState.Negligible)
            {
                losses.Add(
                    new ForecastLoss(
                        fate.Kind == FaultKind.Denied ? ForecastLossKind.Denied : ForecastLossKind.DeadEndpoint, lost,
                        fate.Kind == FaultKind.Denied ? $"{name} does not answer them: {fate.Reason}"
                        : $"{name} still gets requests that fail ({fate.Reason}), because {WhyNot(share, fate, shares.Endpoints.Count)}"));
            }
        }

        if (shares.NoHealthyUpstream > SteadyState.Negligible)
        {
            string why = shares.Endpoints.IsEmpty ? "has no endpoint" : "has no healthy endpoint left";
            losses.Add(new ForecastLoss(ForecastLossKind.NoHealthyUpstream, shares.NoHealthyUpstream, $"503 UH, {_cluster.Name} {why}"));
        }

        return new ClusterOutcome(answered.ToValueList(), losses.ToValueList())
        {
            Reasons = reasons.ToValueList(),
            Visits = Visits(shares),
            Dead = Dead(shares),
        };
    }

    private ValueList<PodVisit> Visits(TrafficShares shares) => _count is null ? default : shares.Endpoints
        .Where(share => share.Share > SteadyState.Negligible)
        .SelectMany(share => FateOf(share).Visits, (share, visit) => visit with { Part = visit.Part * share.Share })
        .ToValueList();

    private ValueList<(FaultKind Kind, double Part)> Dead(TrafficShares shares) => _count is null ? default : shares.Endpoints
        .Select(share => (FateOf(share).Kind, Part: share.Share * (1 - FateOf(share).Answered)))
        .Where(dead => dead.Part > SteadyState.Negligible)
        .ToValueList();

    private string WhyNot(EndpointShare share, EndpointFate fate, int hosts) =>
        _ejected.Contains(KeyOf(share)) ? "the proxy panics: too few endpoints are healthy, so it uses ejected ones too"
        : EjectionRules.WhyNever(_cluster.OutlierDetection, fate.Kind, _http)
            ?? (fate.Answered > 0
                ? "answers in between keep outlierDetection from ejecting it"
                : EjectionRules.Limit(_cluster.OutlierDetection!, hosts));

    private EndpointFate FateOf(EndpointShare share) => _fates[KeyOf(share)];

    private static (string, int) KeyOf(EndpointShare share) => (share.Endpoint.Address, share.Endpoint.Port);
}
