namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>A rule of a policy in a filter.</summary>
/// <param name="Name">Envoy's name of it, which orders rules: <c>ns[NAMESPACE]-policy[NAME]-rule[INDEX]</c> with what istiod adds.</param>
/// <param name="Place">The rule for people: <c>NAMESPACE/NAME#INDEX</c>.</param>
/// <param name="Condition">When it matches.</param>
/// <param name="Asks">What it asks of the caller.</param>
internal sealed record AccessRule(string Name, string Place, Condition Condition, UnknownFacts Asks);
