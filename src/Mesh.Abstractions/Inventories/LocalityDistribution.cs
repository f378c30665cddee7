namespace Mesh.Inventories;

/// <summary>One entry of <c>distribute</c>.</summary>
/// <param name="From">The place of the client, a pattern such as <c>us-east-2/*</c>.</param>
/// <param name="To">Percentages by place of the endpoints.</param>
public sealed record LocalityDistribution(string From, ValueMap<int> To);
