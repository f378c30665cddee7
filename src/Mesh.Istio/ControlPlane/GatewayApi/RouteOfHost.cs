using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.GatewayApi;

/// <summary>The rules of one object for one host behind one gateway.</summary>
/// <param name="Source">The HTTPRoute or GRPCRoute.</param>
/// <param name="Host">The host.</param>
/// <param name="Gateway">The derived Gateway, or <c>mesh</c>.</param>
/// <param name="Rules">The routes.</param>
internal sealed record RouteOfHost(ApiObject Source, string Host, string Gateway, List<HttpRoute> Rules)
{
    /// <summary>Whether only clients of the route's namespace use it: it is about a host of another namespace.</summary>
    public bool IsForOwnNamespace { get; init; }
}
