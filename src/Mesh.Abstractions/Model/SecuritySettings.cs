namespace Mesh;

/// <summary>
/// The guardrails of workspaces. Can stand on organization, tenant and workspace; <see cref="Propagation"/> says how levels combine. A
/// field that nobody sets generates nothing.
/// </summary>
public sealed record SecuritySettings
{
    /// <summary>Whether pods of the workspace's namespaces take mutual TLS only; unset leaves the mesh's own setting.</summary>
    public MutualTlsPolicy? MutualTls { get; init; }

    /// <summary>
    /// Who may call pods of the workspace's namespaces, told by identity (Istio's <c>AuthorizationPolicy</c>); unset means everybody. The
    /// workspace's gateways always may, and what they serve is open to whoever reaches them.
    /// </summary>
    public AccessSettings? Access { get; init; }

    /// <summary>
    /// Whose services pods of the workspace's namespaces know (Istio's <c>Sidecar</c>); unset means all. Their own namespace, Istio's and
    /// the hosts of gateways are always known.
    /// </summary>
    public AccessSettings? Reachability { get; init; }

    /// <summary>
    /// Whether nearer levels may replace these settings (the default) or only tighten them. Inherited: a nearer level that says nothing
    /// passes it on.
    /// </summary>
    public Propagation? Propagation { get; init; }
}
