using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Forecasting.Tables;

/// <summary>
/// The calls that a table or a proof is about: of a host with several routes one for each that leads elsewhere. Routes that differ in
/// retries
/// or timeouts alone are one, as these change nothing in the steady state.
/// </summary>
internal sealed class EveryRoute
{
    private const int MostKnown = 20_000;

    private readonly List<ForecastQuery> _calls = [];
    private readonly List<string> _names = [];
    private readonly List<string> _left = [];

    // Callers that get the same come one after the other.
    private readonly Dictionary<AnswerKey, CallPlan> _plans = [];

    public EveryRoute(IEnumerable<ForecastQuery> queries)
    {
        foreach (ForecastQuery query in queries)
        {
            Add(query);
        }
    }

    /// <summary>The calls, each with its request.</summary>
    public IReadOnlyList<ForecastQuery> Calls => _calls;

    /// <summary>Request and route of each call in words; empty where all routes of a host lead to the same place.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The routes for which no request was found, as assumptions.</summary>
    public IReadOnlyList<string> Left => _left;

    private void Add(ForecastQuery query)
    {
        if (query.Client.Found is not FoundClient.Known)
        {
            Add(query, "");
            return;
        }

        ProxyConfig view = query.Client.Mesh.View(query.Client.Cluster).Known(query.Client.Canonical!);
        var key = new AnswerKey(view, query.Host, query.Port, query.Request);
        if (!query.IsAnyRequest)
        {
            string name = AskedRoute.NameOf(AskedRoute.Of(view, query.Host, query.Port, query.Request).Result);
            Add(query, NameOf(query.Request, name));
            return;
        }

        if (!_plans.TryGetValue(key, out CallPlan? plan))
        {
            if (_plans.Count >= MostKnown)
            {
                _plans.Clear();
            }

            _plans.Add(key, plan = PlanOf(view, query));
        }

        foreach ((Request? request, string name) in plan.Calls)
        {
            Add(request is null ? query : query.Client.To(query.Host, query.Port, request), name);
        }

        _left.AddRange(plan.Left.Select(
            route => $"no request takes the route {route} of {query.Host} for {query.Client.Name}: none was found"));
    }

    private static CallPlan PlanOf(ProxyConfig view, ForecastQuery query)
    {
        ClientRoute asked = AskedRoute.Of(view, query.Host, query.Port, query.Request);
        CallResult routed = asked.Result;
        if (routed.Host is not { Divides: true } host || asked.Call is not { } call)
        {
            return new CallPlan([(null, NameOf(query.Request, AskedRoute.NameOf(routed)))], default);
        }

        var calls = new List<(Request?, string)>();
        var left = new List<string>();
        var sampler = new RequestSampler(host, call, view);
        foreach (IGrouping<int, int> same in Enumerable.Range(0, host.Ordered.Count).GroupBy(index => host.Firsts[index]))
        {
            (int index, Request? request) = routed.RouteIndex is { } plain && same.Contains(plain)
                ? (plain, query.Request)
                : same.Select(index => (index, sampler.Find(index))).FirstOrDefault(found => found.Item2 is not null, (same.Key, null));
            string route = AskedRoute.NameOf(host, index);
            if (request is null)
            {
                left.Add(route);
            }
            else
            {
                calls.Add((request, $"{request}; route {route}"));
            }
        }

        return new CallPlan(calls.Count > 0 ? calls.ToValueList() : [(null, query.Request.ToString())], left.ToValueList());
    }

    private static string NameOf(Request request, string route) => route.Length > 0 ? $"{request}; route {route}"
        : request == new Request() ? "" : request.ToString();

    private void Add(ForecastQuery query, string name)
    {
        _calls.Add(query);
        _names.Add(name);
    }

    /// <param name="Calls">The requests, <see langword="null"/> for the question as it is, and their names.</param>
    /// <param name="Left">The routes for which there is no request.</param>
    private sealed record CallPlan(ValueList<(Request? Request, string Name)> Calls, ValueList<string> Left);
}
