using System.Runtime.CompilerServices;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>What a route configuration depends on: two proxies with the same get the same.</summary>
/// <param name="Scope">What the proxy sees, the very object.</param>
/// <param name="Name">The name of the route configuration.</param>
/// <param name="Labels">The proxy's labels, as far as routes or gateways ask for them.</param>
internal readonly record struct RouteTableKey(object Scope, string Name, ValueMap<string> Labels)
{
    public bool Equals(RouteTableKey other) => ReferenceEquals(Scope, other.Scope) && Name == other.Name && Labels == other.Labels;

    public override int GetHashCode() => HashCode.Combine(RuntimeHelpers.GetHashCode(Scope), Name, Labels);
}
