namespace Mesh;

/// <summary>What a <see cref="Role"/> permits: its verbs, on its kinds, for the fields of its groups and paths.</summary>
public sealed record RoleRule
{
    /// <summary>What may be done; at least one.</summary>
    public ValueList<AccessVerb> Verbs { get; init; }

    /// <summary>
    /// The kinds: <c>Organization</c>, <c>Cluster</c>, <c>Tenant</c>, <c>Workspace</c>, <c>Gateway</c>, <c>EastWestGateway</c>,
    /// <c>ServiceSettings</c>, <c>Role</c>, <c>AccessBinding</c> of the model, and those of Istio; <c>Gateway</c> is both. Empty means
    /// all, but below the organization none of those whose fields Mesh does not know (<c>EnvoyFilter</c>): these have to be named.
    /// </summary>
    public ValueList<string> Kinds { get; init; }

    /// <summary>
    /// The fields that may be set on <see cref="AccessVerb.Create"/> and <see cref="AccessVerb.Update"/>; the other verbs are not limited
    /// by them.
    /// </summary>
    public ValueList<FieldGroup> Groups { get; init; }

    /// <summary>
    /// Single fields beside the groups, each with everything below it: <c>namespaces</c>, <c>servers[].tls.minVersion</c> of the model,
    /// <c>spec.servers[].tls.credentialName</c> of Istio's kinds.
    /// </summary>
    public ValueList<string> Paths { get; init; }
}
