namespace Mesh.Istio.Generation.Guardrails;

/// <summary>
/// Trust domains that every cluster takes for the same. istiod adds the aliases of a trust domain to principals that name it, so of several
/// such domains one is written.
/// </summary>
internal sealed class TrustDomainClasses
{
    private readonly SortedSet<string> _same;

    public TrustDomainClasses(IEnumerable<ClusterFacts> clusters)
    {
        ClusterFacts[] all = [.. clusters];
        _same = new SortedSet<string>(all.Select(cluster => cluster.TrustDomain), StringComparer.Ordinal);
        foreach (ClusterFacts cluster in all)
        {
            // What a cluster does not say is not an alias there.
            _same.IntersectWith(
                cluster.Inventory?.MeshConfig is { } config ? [cluster.TrustDomain, config.TrustDomain, .. config.TrustDomainAliases]
                    : [cluster.TrustDomain]);
        }
    }

    /// <summary>The trust domain that is written for one.</summary>
    public string Of(string trustDomain) => _same.Contains(trustDomain) ? _same.Min! : trustDomain;
}
