namespace Mesh.Istio.Generation.Surroundings;

/// <summary>The DestinationRules of others for the host of one of ours, as <c>namespace/name</c>.</summary>
/// <param name="Replaced">
/// Ones that hold today and lose their effect to ours, which is nearer to the service or says its whole name.
/// </param>
/// <param name="Meeting">Ones for the same host in the same namespace, of which only one holds, or one for each part.</param>
/// <param name="Instead">Ones that hold instead of ours in the namespaces that they are in.</param>
internal sealed record RulesBeside(ValueList<string> Replaced, ValueList<string> Meeting, ValueList<string> Instead)
{
    public static RulesBeside None { get; } = new([], [], []);
}
