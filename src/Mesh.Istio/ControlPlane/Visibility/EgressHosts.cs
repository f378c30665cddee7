namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>
/// The <c>hosts</c> of one egress listener of a Sidecar, by namespace (istio <c>pilot/pkg/model/sidecar.go</c> hostClassification).
/// </summary>
internal sealed class EgressHosts
{
    private const string AnyNamespace = "*";
    private const string OwnNamespace = ".";
    private const char Excluded = '~';

    private readonly Dictionary<string, (List<string> Hosts, List<string> Excluded)> _byNamespace = new(StringComparer.Ordinal);

    public EgressHosts(ValueList<string> entries, string client, bool readsExclusions)
    {
        foreach (string entry in entries)
        {
            int slash = entry.IndexOf('/', StringComparison.Ordinal);
            if (slash < 0)
            {
                continue;
            }

            string owner = entry[..slash];
            bool excluded = owner.StartsWith(Excluded);
            if (excluded && !readsExclusions)
            {
                continue;
            }

            owner = !excluded ? owner : owner.Length == 1 ? AnyNamespace : owner[1..];
            owner = owner == OwnNamespace ? client : owner;
            if (!_byNamespace.TryGetValue(owner, out (List<string> Hosts, List<string> Excluded) lists))
            {
                _byNamespace.Add(owner, lists = ([], []));
            }

            (excluded ? lists.Excluded : lists.Hosts).Add(entry[(slash + 1)..]);
        }
    }

    public bool Imports(string host, string owner) =>
        !IsExcluded(host, owner)
        && (HostsOf(owner).Exists(entry => HostName.IsSubsetOf(host, entry))
        || HostsOf(AnyNamespace).Exists(entry => HostName.IsSubsetOf(host, entry)));

    /// <summary>Whether a VirtualService's host is imported: there wildcards match in both directions.</summary>
    public bool ImportsRoute(string host, string owner) =>
        !IsExcluded(host, owner)
        && (HostsOf(owner).Exists(entry => HostName.Matches(host, entry))
        || HostsOf(AnyNamespace).Exists(entry => HostName.Matches(host, entry)));

    private List<string> HostsOf(string owner) =>
        _byNamespace.TryGetValue(owner, out (List<string> Hosts, List<string> Excluded) lists) ? lists.Hosts : [];

    private bool IsExcluded(string host, string owner) => ExcludedOf(owner, host) || ExcludedOf(AnyNamespace, host);

    private bool ExcludedOf(string owner, string host) =>
        _byNamespace.TryGetValue(owner, out (List<string> Hosts, List<string> Excluded) lists)
        && lists.Excluded.Exists(entry => HostName.IsSubsetOf(host, entry));
}
