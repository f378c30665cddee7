using System.Collections.Concurrent;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Failures;

/// <summary>The Gateway resources of a cluster with the Services of their pods, looked up once. Thread-safe.</summary>
internal sealed class ObservedGateways
{
    private readonly SelectorIndex<Resources.Gateway> _selectors;
    private readonly Lazy<(Resources.Gateway Gateway, ServiceInfo? Service)[]> _all;
    private readonly ConcurrentDictionary<(string Host, int Port), ServiceInfo?> _serving = new();

    public ObservedGateways(IEnumerable<Resources.Gateway> gateways, ClusterInventory cluster)
    {
        Resources.Gateway[] all = [.. gateways];
        _selectors = new SelectorIndex<Resources.Gateway>(all, gateway => gateway.Selector);
        _all = new Lazy<(Resources.Gateway Gateway, ServiceInfo? Service)[]>(() =>
        {
            var lookup = new GatewayLookup(cluster);
            return [.. all.Select(gateway => (gateway, lookup.Find(gateway.Metadata.Namespace ?? "", gateway.Selector)?.Service))];
        });
    }

    public IReadOnlyList<(Resources.Gateway Gateway, ServiceInfo? Service)> All => _all.Value;

    /// <summary>Whether any is for pods with these labels.</summary>
    public bool Select(ValueMap<string> labels) => _selectors.Any(labels);

    /// <summary>The Service of the first that serves a host, of those whose Service has a port.</summary>
    public ServiceInfo? Serving(string host, int port) => _serving.GetOrAdd((host, port), key => All
        .Where(found => found.Gateway.Servers.Any(
            server => server.Hosts.Any(name => HostName.Matches(key.Host, Server.NameOf(name)))))
        .Select(found => found.Service)
        .FirstOrDefault(service => service?.Ports.Any(candidate => candidate.Number == key.Port) == true));
}
