using Mesh.LoadBalancing;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>What the fate of an endpoint depends on in one world.</summary>
/// <param name="Caller">The cluster of the proxy that dials.</param>
/// <param name="Namespace">Its namespace, where the address is a short name; else empty.</param>
/// <param name="Endpoint">The endpoint.</param>
/// <param name="Call">What is sent.</param>
/// <param name="Hops">How many proxies the request passed.</param>
internal readonly record struct TraceKey(string Caller, string Namespace, LocalityEndpoint Endpoint, ForecastCall Call, int Hops)
{
    // Labels and headers are compared, and not hashed for each of millions of questions: what is hashed tells nearly all apart.
    public override int GetHashCode() => HashCode.Combine(
        Endpoint.Address, Endpoint.Port, Call.Host, Call.Sni, Caller, Hops, Call.Identity, Call.Request.Path);
}
