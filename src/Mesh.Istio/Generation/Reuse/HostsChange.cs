namespace Mesh.Istio.Generation.Reuse;

/// <summary>The hosts whose objects were made again, or that came or went.</summary>
internal sealed class HostsChange
{
    private readonly List<(HostObjects? Before, HostObjects? After)> _pairs = [];

    private HostsChange()
    {
    }

    /// <summary>The difference; null where clusters differ, so that places in their order mean nothing.</summary>
    public static HostsChange? Of(AllHosts before, AllHosts after)
    {
        if (before.Clients != after.Clients)
        {
            return null;
        }

        var change = new HostsChange();
        if (ReferenceEquals(before, after))
        {
            return change;
        }

        foreach (HostObjects host in after.Hosts)
        {
            HostObjects? old = before.Find(host.Hostname);
            if (!ReferenceEquals(old, host))
            {
                change._pairs.Add((old, host));
            }
        }

        change._pairs.AddRange(before.Hosts.Where(old => after.Find(old.Hostname) is null).Select(
            old => ((HostObjects?)old, (HostObjects?)null)));
        return change;
    }

    /// <summary>Notes what this is for one cluster.</summary>
    public void AddTo(ClusterDifference difference, int client)
    {
        foreach ((HostObjects? before, HostObjects? after) in _pairs)
        {
            difference.AddHost(before?.For(client) ?? default, after?.For(client) ?? default);
        }
    }
}
