namespace Mesh.Istio.Generation.Edge;

/// <summary>Which cluster reaches which, as the organization says.</summary>
internal sealed class NetworkReach
{
    private readonly Dictionary<string, HashSet<string>>? _reached;

    private readonly ValueMap<ValueList<string>>? _said;

    public NetworkReach(Organization organization)
    {
        _said = organization.NetworkReachability;
        if (organization.NetworkReachability is { } reachability)
        {
            _reached = new(StringComparer.Ordinal);
            foreach ((string from, ValueList<string> to) in reachability)
            {
                _reached.Add(from, [.. to]);
            }
        }
    }

    /// <summary>Whether an organization says the same.</summary>
    public bool Says(Organization organization) => _said == organization.NetworkReachability;

    /// <summary>Whether everything reaches everything.</summary>
    public bool IsOpen => _reached is null;

    /// <summary>Whether clients in a cluster have an address for a gateway, and a network that leads to it.</summary>
    public bool Sees(ClusterFacts client, GatewayInCluster site) =>
        !site.AddressesFrom(client.Name).IsEmpty && Allows(client, site.Cluster);

    /// <summary>Whether clients in one cluster reach gateways in another directly.</summary>
    public bool Allows(ClusterFacts from, ClusterFacts to) =>
        _reached is null
        || from.Name == to.Name
        || from.Network is not { } own
        || to.Network is not { } other
        || own == other
        || (_reached.TryGetValue(own, out HashSet<string>? reached) && reached.Contains(other));
}
