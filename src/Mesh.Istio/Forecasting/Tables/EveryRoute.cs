using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Forecasting.Tables;

/// <summary>
/// The calls that a table or a proof is about: of a host with several routes one for each that leads elsewhere. Routes that differ in
/// retries or timeouts alone are one, as these change nothing in the steady state.
/// </summary>
internal sealed class EveryRoute
{
    private readonly List<AskedCall> _calls = [];
    private readonly List<CallQuestion> _questions = [];
    private readonly List<string> _left = [];

    // What callers ask that get the same is one question, so that it is answered once.
    private readonly Dictionary<(SharedQuestion Question, bool IsAny), CallPlan> _plans = [];

    public EveryRoute(IEnumerable<ForecastQuery> queries)
    {
        foreach (ForecastQuery query in queries)
        {
            Add(query);
        }
    }

    /// <summary>The calls, each with its request.</summary>
    public IReadOnlyList<AskedCall> Calls => _calls;

    /// <summary>What is asked, each question once.</summary>
    public IReadOnlyList<CallQuestion> Questions => _questions;

    /// <summary>The routes for which no request was found, as assumptions.</summary>
    public IReadOnlyList<string> Left => _left;

    private void Add(ForecastQuery query)
    {
        ForecastClient client = query.Client;
        if (client.Found is not FoundClient.Known)
        {
            _calls.Add(new AskedCall(client, QuestionOf(query, query.IsAnyRequest ? null : query.Request, "", null)));
            return;
        }

        var asked = new SharedQuestion(
            client.Mesh.CanonicalFor(client.Canonical!, query.Host, query.Request), query.Host, query.Port, query.Request);
        if (!_plans.TryGetValue((asked, query.IsAnyRequest), out CallPlan? plan))
        {
            _plans.Add((asked, query.IsAnyRequest), plan = PlanOf(query, asked));
        }

        foreach (CallQuestion question in plan.Calls)
        {
            _calls.Add(new AskedCall(client, question));
        }

        foreach (string route in plan.Left)
        {
            _left.Add($"no request takes the route {route} of {query.Host} for {client.Name}: none was found");
        }
    }

    private CallPlan PlanOf(ForecastQuery query, SharedQuestion asked)
    {
        ProxyConfig view = query.Client.Mesh.View(query.Client.Cluster).Known(asked.Caller);
        ClientRoute way = AskedRoute.Of(view, asked.Host, asked.Port, asked.Request);
        CallResult routed = way.Result;
        if (!query.IsAnyRequest || routed.Host is not { Divides: true } host || way.Call is not { } call)
        {
            string name = NameOf(asked.Request, AskedRoute.NameOf(routed));
            return new CallPlan([QuestionOf(query, query.IsAnyRequest ? null : asked.Request, name, asked)], default);
        }

        var calls = new List<CallQuestion>();
        var left = new List<string>();
        var sampler = new RequestSampler(host, call, view);
        foreach (IGrouping<int, int> same in Enumerable.Range(0, host.Ordered.Count).GroupBy(index => host.Firsts[index]))
        {
            (int index, Request? request) = routed.RouteIndex is { } plain && same.Contains(plain)
                ? (plain, asked.Request)
                : same.Select(index => (index, sampler.Find(index))).FirstOrDefault(found => found.Item2 is not null, (same.Key, null));
            string route = AskedRoute.NameOf(host, index);
            if (request is null)
            {
                left.Add(route);
            }
            else
            {
                calls.Add(QuestionOf(query, request, $"{request}; route {route}", asked with
                {
                    Caller = query.Client.Mesh.CanonicalFor(query.Client.Canonical!, asked.Host, request),
                    Request = request,
                }));
            }
        }

        return new CallPlan(
            calls.Count > 0 ? calls.ToValueList() : [QuestionOf(query, null, asked.Request.ToString(), asked)], left.ToValueList());
    }

    private CallQuestion QuestionOf(ForecastQuery query, Request? request, string name, SharedQuestion? asked)
    {
        var question = new CallQuestion(_questions.Count, query.Host, query.Port, request, name)
        {
            Shared = asked is { Caller.Type: ProxyType.Sidecar } ? asked : null,
        };
        _questions.Add(question);
        return question;
    }

    private static string NameOf(Request request, string route) => route.Length > 0 ? $"{request}; route {route}"
        : request == new Request() ? "" : request.ToString();

    /// <param name="Calls">The questions, of every route one.</param>
    /// <param name="Left">The routes for which there is no request.</param>
    private sealed record CallPlan(ValueList<CallQuestion> Calls, ValueList<string> Left);
}
