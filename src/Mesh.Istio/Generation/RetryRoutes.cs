using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>
/// Makes of a route what its retries ask for: what may be repeated is repeated, what may not is not. A method tells which, so a route for
/// all methods becomes two.
/// </summary>
internal static class RetryRoutes
{
    /// <summary>The methods that RFC 9110 (9.2.2) calls idempotent, as the pattern of a match.</summary>
    public const string Methods = "GET|HEAD|OPTIONS|TRACE|PUT|DELETE";

    private static readonly string[] Idempotent = Methods.Split('|');

    /// <summary>One or two routes: <c>R-repeatable</c> and directly after it <c>R-once</c>, so that the order of routes stays.</summary>
    /// <param name="route">The route, with all its matches.</param>
    /// <param name="plan">Its retries.</param>
    public static IEnumerable<Api.HttpRoute> Of(Api.HttpRoute route, RetryPlan plan)
    {
        if (!plan.IsByMethod)
        {
            return [route with { Retries = PolicySettings.Retries(plan, plan.RetryOn) }];
        }

        HttpMatchRequest[] matches = route.Match.IsEmpty ? [new HttpMatchRequest()] : [.. route.Match];
        HttpMatchRequest[] repeatable = [.. matches.Where(match => match.Method is null || IsRepeatable(match.Method)).Select(WithMethod)];
        HttpMatchRequest[] once = [.. matches.Where(match => match.Method is null || !IsRepeatable(match.Method))];
        Api.HttpRoute first = route with
        {
            Match = repeatable.ToValueList(),
            Retries = PolicySettings.Retries(plan, RetryPlan.Repeatable),
        };
        Api.HttpRoute second = route with
        {
            Match = route.Match.IsEmpty ? route.Match : once.ToValueList(),
            Retries = PolicySettings.Retries(plan, RetryPlan.NeverProcessed),
        };
        return once.Length == 0 ? [first]
            : repeatable.Length == 0 ? [second]
            : [first with { Name = Named(route.Name, "repeatable") }, second with { Name = Named(route.Name, "once") }];
    }

    private static HttpMatchRequest WithMethod(HttpMatchRequest match) =>
        match.Method is null ? match with { Method = new StringMatch.Regex(Methods) } : match;

    private static bool IsRepeatable(StringMatch method) => method switch
    {
        StringMatch.Exact(var name) => Idempotent.Contains(name),
        StringMatch.Regex(var names) => names.Split('|').All(Idempotent.Contains),
        _ => false,
    };

    private static string Named(string? route, string part) => string.IsNullOrEmpty(route) ? part : $"{route}-{part}";
}
