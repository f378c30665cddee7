namespace Mesh.Istio.Capacity;

/// <summary>Requests that nobody answers, or of which nobody knows where they go.</summary>
/// <param name="Client">The client, <c>CLUSTER namespace/name</c>.</param>
/// <param name="Host">The host that is called.</param>
/// <param name="RequestsPerSecond">How many there are in a second.</param>
/// <param name="Reason">Why.</param>
/// <param name="IsUnknown">Whether nobody knows where they go.</param>
public sealed record LostDemand(string Client, string Host, double RequestsPerSecond, string Reason, bool IsUnknown);
