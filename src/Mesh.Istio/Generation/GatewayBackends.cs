namespace Mesh.Istio.Generation;

/// <summary>What routes of a gateway in one cluster depend on there. Equal where the routes are the same.</summary>
internal sealed class GatewayBackends : IEquatable<GatewayBackends>
{
    private readonly Dictionary<(ServiceName Service, int Port), Backend> _backends = [];
    private readonly ValueList<((ServiceName Service, int Port) Port, Backend Backend)> _key;
    private readonly ValueList<string> _passing;
    private readonly string _namespace;

    /// <summary>Asks once for each port that a gateway routes to.</summary>
    /// <param name="entry">The gateway.</param>
    /// <param name="backendOf">What is known of a port.</param>
    /// <param name="passes">Whether a TCP server passes connections through; null for a gateway that has none.</param>
    public GatewayBackends(GatewayEntry entry, Func<ServiceName, int, Backend> backendOf, Func<ServerEntry, bool>? passes = null)
    {
        _namespace = entry.Gateway.Namespace;
        foreach (ServiceDestination destination in DestinationsOf(entry))
        {
            if (ServiceName.TryParse(destination.Service, _namespace, out ServiceName name)
                && !_backends.ContainsKey((name, destination.Port)))
            {
                _backends.Add((name, destination.Port), backendOf(name, destination.Port));
            }
        }

        _passing = passes is null ? [] : entry.Servers.Where(passes).Select(server => server.Server.Name).ToValueList();
        _key = _backends.Select(pair => (pair.Key, pair.Value)).ToValueList();
    }

    public static IEnumerable<ServiceDestination> DestinationsOf(GatewayEntry entry) =>
        entry.Servers.SelectMany(server => server.Destinations()).SelectMany(list => list.Destinations);

    /// <summary>
    /// The retries of a route: one at the gateway, or, where a service's pods may leave the cluster, those of its callers in the mesh.
    /// </summary>
    public RetryPlan RetriesOf(ValueList<ServiceDestination> destinations)
    {
        RetryPlan plan = RetryPlan.AtGateway;
        foreach (ServiceDestination destination in destinations)
        {
            if (Find(destination)?.Retries is { } retries && (plan.StaysInCluster || retries.Attempts > plan.Attempts))
            {
                plan = retries;
            }
        }

        return plan;
    }

    /// <summary>The subset of a route's destination; null for all endpoints.</summary>
    public string? SubsetOf(ServiceDestination destination) => Find(destination)?.Subset;

    /// <summary>Whether a TCP server passes connections through to the pods' sidecars.</summary>
    public bool Passes(GatewayServer server) => server is TcpServer && _passing.Contains(server.Name);

    public bool Equals(GatewayBackends? other) => other is not null && _key == other._key && _passing == other._passing;

    public override bool Equals(object? obj) => Equals(obj as GatewayBackends);

    public override int GetHashCode() => _key.GetHashCode();

    private Backend? Find(ServiceDestination destination) =>
        ServiceName.TryParse(destination.Service, _namespace, out ServiceName name)
            && _backends.TryGetValue((name, destination.Port), out Backend backend)
            ? backend
            : null;
}
