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
    private readonly List<ForecastQuery> _calls = [];
    private readonly List<string> _names = [];
    private readonly List<string> _left = [];

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
        if (query.Client.Found is not FoundClient.Known found)
        {
            Add(query, "");
            return;
        }

        ProxyConfig view = query.Client.Mesh.View(query.Client.Cluster).Known(found.Proxy);
        ClientRoute asked = AskedRoute.Of(view, query.Host, query.Port, query.Request);
        CallResult routed = asked.Result;
        if (!query.IsAnyRequest || routed.Host is not { Divides: true } host || asked.Call is not { } call)
        {
            string name = AskedRoute.NameOf(routed);
            Add(query, name.Length > 0 ? $"{query.Request}; route {name}" : query.Request == new Request() ? "" : query.Request.ToString());
            return;
        }

        int before = _calls.Count;
        var sampler = new RequestSampler(host, call, view);
        foreach (IGrouping<int, int> same in Enumerable.Range(0, host.Ordered.Count).GroupBy(index => host.Firsts[index]))
        {
            (int index, Request? request) = routed.RouteIndex is { } plain && same.Contains(plain)
                ? (plain, query.Request)
                : same.Select(index => (index, sampler.Find(index))).FirstOrDefault(found => found.Item2 is not null, (same.Key, null));
            string route = AskedRoute.NameOf(host, index);
            if (request is null)
            {
                _left.Add($"no request takes the route {route} of {query.Host} for {query.Client.Name}: none was found");
            }
            else
            {
                Add(query.Client.To(query.Host, query.Port, request), $"{request}; route {route}");
            }
        }

        if (_calls.Count == before)
        {
            Add(query, query.Request.ToString());
        }
    }

    private void Add(ForecastQuery query, string name)
    {
        _calls.Add(query);
        _names.Add(name);
    }
}
