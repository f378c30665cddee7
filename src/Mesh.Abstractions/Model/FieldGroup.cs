namespace Mesh;

/// <summary>
/// Fields of the model and of Istio's kinds that one right covers. Every field is in exactly one; <c>docs/access.md</c> has the tables.
/// </summary>
public enum FieldGroup
{
    /// <summary>What a renewed certificate changes: the name of its Secret, permitted names, versions and ciphers.</summary>
    Certificates,

    /// <summary>Whether and how there is TLS: modes, redirects to HTTPS, mutual TLS, identities.</summary>
    Tls,

    /// <summary>Where requests go: servers, ports, matches, destinations, headers, redirects.</summary>
    Routing,

    /// <summary>Who is meant: hosts, addresses, workloads, and who sees them.</summary>
    Hosts,

    /// <summary>
    /// How failures are met: outlier detection, retries, time limits, pools, the order of clusters, and the state of a cluster.
    /// </summary>
    Resilience,

    /// <summary>Who may call, and whom.</summary>
    Authorization,

    /// <summary>Labels and annotations.</summary>
    Metadata,

    /// <summary>
    /// What no other group names, such as the namespaces of a workspace. Whoever holds it holds every group; nobody does by default.
    /// </summary>
    All,
}
