namespace Mesh.LoadBalancing;

/// <summary>
/// Where the requests of one client go in the steady state: the share of every endpoint, and the share that no endpoint gets.
/// </summary>
/// <param name="Endpoints">The shares, those of one locality and priority together; an address
/// that appears again counts only where it is first.</param>
/// <param name="NoHealthyUpstream">The part of the requests that is answered <c>503 UH</c>, from 0 to 1.</param>
/// <param name="Load">The percentages per priority that the shares come from.</param>
public sealed record TrafficShares(ValueList<EndpointShare> Endpoints, double NoHealthyUpstream, PriorityLoad Load)
{
    /// <summary>Computes the shares from groups and the health of their endpoints; shares and loss sum to 1.</summary>
    /// <remarks>An ejected host is one with <see cref="EndpointHealth.Unhealthy"/>. Order of
    /// decisions as in Envoy: priority, panic, locality, host.</remarks>
    /// <param name="groups">The groups with their priorities and weights.</param>
    /// <param name="options">The settings of the cluster.</param>
    /// <returns>The shares.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static TrafficShares Compute(ValueList<EndpointGroup> groups, TrafficShareOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        HostTable table = HostTable.Build(groups.AsSpan());
        var spread = new TrafficSpread(table, options);
        PriorityLoad load = PriorityLoad.Compute(spread.HostsPerPriority, options.EffectivePanicThreshold, options.OverprovisioningFactor);
        spread.Add(load);
        var shares = new EndpointShare[table.Hosts.Length];
        for (int i = 0; i < shares.Length; i++)
        {
            HostTable.Host host = table.Hosts[i];
            shares[i] = new EndpointShare(host.Endpoint, table.Places[host.Place].Locality, host.Priority, spread.Shares[i]);
        }

        return new TrafficShares(ValueList.Wrap(shares), spread.Lost, load);
    }
}
