namespace Mesh.Istio.Access;

/// <summary>How clusters enforce a model's roles.</summary>
public sealed record AccessManifestOptions
{
    /// <summary>The names that other parts of Mesh use, too. Default: <see cref="MeshNames.Default"/>.</summary>
    public MeshNames Names { get; init; } = MeshNames.Default;

    /// <summary>
    /// What API servers do with a change that is not allowed. Default: <see cref="AccessEnforcement.Audit"/>, with which a rollout begins.
    /// </summary>
    public AccessEnforcement Enforcement { get; init; } = AccessEnforcement.Audit;

    /// <summary>
    /// The roles and bindings that clusters have already. Those that hold every group of fields keep it, whatever the model says, and are
    /// findings (<c>MC030</c>). Default none: then nothing is known of them.
    /// </summary>
    public ValueList<ClusterRights> Granted { get; init; }
}
