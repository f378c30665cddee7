namespace Mesh.ApiServerDouble;

/// <summary>What a server is like.</summary>
public sealed record ApiServerOptions
{
    /// <summary>The cluster's name; uids are a function of it. <c>east</c> by default.</summary>
    public string Name { get; init; } = "east";

    /// <summary>The CRDs that it serves; none by default.</summary>
    public CustomResources Resources { get; init; } = CustomResources.None;

    /// <summary>Who may do what; <see cref="Account.Usual"/> by default.</summary>
    public IReadOnlyList<Account> Accounts { get; init; } = Account.Usual;

    /// <summary>The clock of timestamps, delays and watches; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// The certificate with its key; null, the default: no TLS. With it the server speaks HTTP/2 too, and asks for a client certificate.
    /// </summary>
    public System.Security.Cryptography.X509Certificates.X509Certificate2? Certificate { get; init; }

    /// <summary>Namespaces that exist from the start; those of a new cluster by default.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = ["default", "kube-system", "kube-public", "kube-node-lease"];

    /// <summary>How often a watch that allows them gets a bookmark; a minute by default.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Whether the roles, bindings and admission policies that it stores are enforced, too: rights of stored roles add to those of
    /// <see cref="Accounts"/>, nobody gives more than they hold, and ValidatingAdmissionPolicies are asked about every write. Off by
    /// default: they are stored like anything else.
    /// </summary>
    public bool EnforcesAccess { get; init; }

    /// <summary>
    /// Whether bodies of requests stay in <see cref="ApiServer.Requests"/>. On by default; off saves memory where there are many.
    /// </summary>
    public bool KeepBodies { get; init; } = true;
}
