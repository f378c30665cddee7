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
}
