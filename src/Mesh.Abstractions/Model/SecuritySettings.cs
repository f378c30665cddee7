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
    /// Who may call pods of the workspace's namespaces, told by identity (Istio's <c>AuthorizationPolicy</c>); unset means everybody. It
    /// holds for the hosts of the workspace's gateways too, on the mesh port: a declared port is open to whoever reaches it.
    /// </summary>
    public AccessSettings? Access { get; init; }

    /// <summary>
    /// Whose services and hosts pods of the workspace's namespaces know (Istio's <c>Sidecar</c>); unset means all. Their own namespace and
    /// Istio's are always known.
    /// </summary>
    public AccessSettings? Reachability { get; init; }

    /// <summary>
    /// Whether pods of the workspace's namespaces reach nothing but what they know (<c>REGISTRY_ONLY</c>); unset means as the mesh says.
    /// It cuts every address without a ServiceEntry.
    /// </summary>
    public bool? RegistryOnly { get; init; }

    /// <summary>
    /// Whether nearer levels may replace these settings (the default) or only tighten them. Inherited: a nearer level that says nothing
    /// passes it on.
    /// </summary>
    public Propagation? Propagation { get; init; }
}
