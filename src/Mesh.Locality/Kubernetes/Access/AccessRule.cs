namespace Mesh.Kubernetes.Access;

/// <summary>A rule of a Kubernetes Role or ClusterRole.</summary>
/// <param name="ApiGroup">The group; empty for the core.</param>
/// <param name="Resources">The resources.</param>
/// <param name="Verbs">What may be done with them.</param>
public sealed record AccessRule(string ApiGroup, ValueList<string> Resources, ValueList<string> Verbs)
{
    /// <summary>
    /// The only objects for which the rule holds, by name; empty, the default: all. Creating and listing cannot be limited so.
    /// </summary>
    public ValueList<string> ResourceNames { get; init; }
}
