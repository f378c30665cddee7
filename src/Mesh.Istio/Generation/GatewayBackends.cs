namespace Mesh.Istio.Generation;

/// <summary>What routes of a gateway in one cluster depend on there. Equal where the routes are the same.</summary>
internal sealed class GatewayBackends : IEquatable<GatewayBackends>
{
    private readonly Dictionary<(ServiceName Service, int Port), RetryPlan> _retries = [];
    private readonly ValueList<((ServiceName Service, int Port) Port, RetryPlan Retries)> _key;

    /// <summary>Asks once for each port that a gateway routes to.</summary>
    /// <param name="entry">The gateway.</param>
    /// <param name="retriesOf">What callers of a port that lies in several clusters repeat; null for any other port.</param>
    public GatewayBackends(GatewayEntry entry, Func<ServiceName, int, RetryPlan?> retriesOf)
    {
        foreach (ServiceDestination destination in entry.Servers.SelectMany(server => server.Destinations()).SelectMany(
            list => list.Destinations))
        {
            if (ServiceName.TryParse(destination.Service, entry.Gateway.Namespace, out ServiceName name)
                && !_retries.ContainsKey((name, destination.Port)) && retriesOf(name, destination.Port) is { } retries)
            {
                _retries.Add((name, destination.Port), retries);
            }
        }

        _key = _retries.Select(pair => (pair.Key, pair.Value)).ToValueList();
        Namespace = entry.Gateway.Namespace;
    }

    private string Namespace { get; }

    /// <summary>
    /// The retries of a route: one at the gateway, or, where a service's pods may leave the cluster, those of its callers in the mesh.
    /// </summary>
    public RetryPlan RetriesOf(ValueList<ServiceDestination> destinations)
    {
        RetryPlan plan = RetryPlan.AtGateway;
        foreach (ServiceDestination destination in destinations)
        {
            if (ServiceName.TryParse(destination.Service, Namespace, out ServiceName name)
                && _retries.TryGetValue((name, destination.Port), out RetryPlan retries)
                && (plan.StaysInCluster || retries.Attempts > plan.Attempts))
            {
                plan = retries;
            }
        }

        return plan;
    }

    public bool Equals(GatewayBackends? other) => other is not null && _key == other._key;

    public override bool Equals(object? obj) => Equals(obj as GatewayBackends);

    public override int GetHashCode() => _key.GetHashCode();
}
