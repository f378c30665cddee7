namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>A condition on a header, or on the method, authority or scheme (envoy <c>http/header_utility.cc</c>).</summary>
/// <param name="Name">The name in small letters; <c>:method</c>, <c>:authority</c> and <c>:scheme</c> are names too.</param>
/// <param name="Value">The condition on the value.</param>
/// <param name="Inverts">Whether the request must not match.</param>
internal sealed record HeaderMatcher(string Name, TextMatcher Value, bool Inverts)
{
    /// <summary>
    /// Whether an absent header is compared as an empty one: istiod asks for it where the request must not match a value.
    /// </summary>
    public bool TreatsMissingAsEmpty => Inverts && !Value.IsPresence;

    public bool Matches(RequestHead request)
    {
        string? value = request.Header(Name);
        return Value.IsPresence ? value is not null != Inverts
            : (value is not null || TreatsMissingAsEmpty) && Value.Matches(value ?? "") != Inverts;
    }
}
