namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>The mesh's own trust domain with its aliases, which count as one (istio <c>security/trustdomain/bundle.go</c>).</summary>
internal sealed class TrustDomains(MeshConfig settings)
{
    private const int PartsOfPrincipal = 5;

    private readonly string[] _all = [.. settings.TrustDomainAliases.Prepend(settings.TrustDomain).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a sidecar accepts certificates of a trust domain.</summary>
    public bool Accepts(string identity) => settings.IsAssumed
        || _all.Any(domain => identity.StartsWith($"{PrincipalConditions.Scheme}{domain}/", StringComparison.Ordinal));

    /// <summary>A principal of a policy in every trust domain that it means.</summary>
    public IEnumerable<string> Principals(string principal)
    {
        string[] parts = principal.Split('/');
        return parts.Length == PartsOfPrincipal && IsOwn(parts[0])
            ? _all.Select(domain => $"{domain}{principal[parts[0].Length..]}")
            : [principal];
    }

    /// <summary>A trust domain of a policy, with those that count as the same.</summary>
    public IEnumerable<string> Domains(string domain) => IsOwn(domain) ? _all : [domain];

    // "cluster.local" always means the own one.
    private bool IsOwn(string domain) => domain == Inventories.MeshConfigInfo.DefaultTrustDomain || _all.Contains(domain);
}
