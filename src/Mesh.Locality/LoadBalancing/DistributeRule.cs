namespace Mesh.LoadBalancing;

/// <summary>One rule of <c>localityLbSetting.distribute</c>: how traffic that originates in a place is spread over places.</summary>
/// <param name="From">The rule for the client's locality, see <see cref="LocalityRule"/>.</param>
/// <param name="To">Locality rules of the destinations and their percentages (1 to 100). Places that no rule matches get nothing.</param>
public sealed record DistributeRule(string From, ValueMap<uint> To);
