namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>A condition on a query parameter. Only its first value counts, as it is written in the path.</summary>
/// <param name="Name">The name; case counts.</param>
/// <param name="Value">The condition on the value.</param>
internal sealed record QueryParameterMatcher(string Name, TextMatcher Value)
{
    public bool Matches(RequestHead request) => request.QueryParameter(Name) is { } value && (Value.IsPresence || Value.Matches(value));
}
