namespace Mesh.Validation;

/// <summary>
/// The names of services inside clusters, in every spelling that pods can use: <c>api.bank</c>, <c>api.bank.svc</c>,
/// <c>api.bank.svc.cluster.local</c>. A host of the mesh that is one of them would take that service's calls, or no calls at all.
/// </summary>
/// <param name="namespaces">Namespaces that are known to exist.</param>
/// <param name="domains">The clusters' DNS domains beside <c>cluster.local</c>.</param>
/// <param name="services">Services that are known to exist, for the names of their pods.</param>
/// <param name="vouched">
/// Domains that the organization says to be its own: a namespace may be called like a top-level domain, and then <c>shop.dev</c> is the
/// name of no service as long as there is none.
/// </param>
internal sealed class ServiceNames(
    IEnumerable<string> namespaces, IEnumerable<string> domains, IEnumerable<ServiceName> services, ValueList<string> vouched)
{
    private const string Mark = "svc";

    private readonly HashSet<string> _namespaces =
        [.. namespaces, "default", "istio-system", "kube-node-lease", "kube-public", "kube-system", MeshNames.DefaultSharedNamespace];

    private readonly string[] _domains = [.. domains.Append("cluster.local").Distinct(StringComparer.Ordinal)];
    private readonly HashSet<ServiceName> _services = [.. services];

    /// <summary>The names as far as a model tells.</summary>
    public static ServiceNames Of(Organization organization) => new(NamespacesOf(organization), [], [], organization.Domains);

    /// <summary>The namespaces that a model names, not those that its patterns fit.</summary>
    public static IEnumerable<string> NamespacesOf(Organization organization) =>
        from tenant in organization.Tenants
        from workspace in tenant.Workspaces
        from selector in workspace.Namespaces.Concat(workspace.SharedNamespaces)
        where selector.Namespace.Length > 0 && !SelectorPattern.IsPrefix(selector.Namespace)
        select selector.Namespace;

    /// <summary>
    /// Why a host, whatever its case and with or without a last dot, is a name of the cluster's own; null when it is none.
    /// </summary>
    public string? Fault(string host)
    {
        string name = host.TrimEnd('.').ToLowerInvariant();
        string[] labels = name.Split('.');
        if (Array.Find(_domains, domain => name == domain || name.EndsWith($".{domain}", StringComparison.Ordinal)) is { } own)
        {
            return $"lies in '{own}', the cluster's own domain";
        }

        int mark = Array.LastIndexOf(labels, Mark);
        if (mark == labels.Length - 1 || (mark > 1 && _namespaces.Contains(labels[mark - 1])))
        {
            return $"is a name of a service inside the cluster, as '.{Mark}' says";
        }

        bool isService = labels.Length > 1 && (_services.Contains(new ServiceName(labels[^2], labels[^1]))
            || (labels.Length == 2 && !vouched.Any(domain => DomainPattern.Matches(domain, name))));
        return isService && _namespaces.Contains(labels[^1])
            ? $"is a name of service '{labels[^2]}' in namespace '{labels[^1]}' inside the cluster"
            : null;
    }

    /// <summary>Why a domain has names of the cluster's own in it; null when it has none.</summary>
    public string? FaultOfDomain(string pattern)
    {
        if (!DomainPattern.IsWildcard(pattern))
        {
            return Fault(pattern);
        }

        string below = DomainPattern.Base(pattern);
        return _domains.Any(domain => DomainPattern.Covers(pattern, $"*.{domain}")) ? "covers the cluster's own domain"
            : Fault($"name.{below}") ?? Fault(below);
    }
}
