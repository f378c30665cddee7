namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>The hosts of VirtualServices, the most specific first: a host costs its own name and the wildcards, not all of them.</summary>
internal sealed class RouteHosts
{
    private readonly Dictionary<string, BoundVirtualService> _exact = new(StringComparer.Ordinal);
    private readonly List<(string Name, BoundVirtualService Service)> _wildcards;

    private readonly BoundVirtualService[] _services;
    private readonly Dictionary<string, List<int>> _places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<int> _ofWildcards = [];

    public RouteHosts(BoundVirtualService[] services)
    {
        _services = services;
        for (int i = 0; i < services.Length; i++)
        {
            foreach (string host in services[i].Hosts)
            {
                Add(host, i);
            }
        }

        ILookup<bool, (string Name, BoundVirtualService Service)> hosts = services
            .SelectMany(service => service.Hosts, (service, name) => (name, service))
            .ToLookup(entry => HostName.IsWildcard(entry.name));
        _wildcards = [.. hosts[true].OrderBy(entry => entry.Name, Comparer<string>.Create(HostName.CompareSpecificity))];
        foreach ((string name, BoundVirtualService service) in hosts[false])
        {
            _exact.TryAdd(name, service);
        }
    }

    /// <summary>The VirtualServices that can be for a host: with its name in any case, or with a wildcard.</summary>
    public IEnumerable<BoundVirtualService> For(string host) =>
        (_places.TryGetValue(host, out List<int>? places) ? places.Concat(_ofWildcards) : _ofWildcards).Distinct().Order()
        .Select(place => _services[place]);

    private void Add(string host, int place)
    {
        if (HostName.IsWildcard(host))
        {
            _ofWildcards.Add(place);
            return;
        }

        if (!_places.TryGetValue(host, out List<int>? places))
        {
            _places.Add(host, places = []);
        }

        places.Add(place);
    }

    /// <summary>Of several the one with the most specific host that covers a host.</summary>
    public BoundVirtualService? MostSpecific(string host) => _exact.TryGetValue(host, out BoundVirtualService? exact) ? exact
        : _wildcards.Find(entry => HostName.IsSubsetOf(host, entry.Name)).Service;
}
