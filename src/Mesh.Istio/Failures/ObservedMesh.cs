using System.Collections.Concurrent;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;

namespace Mesh.Istio.Failures;

/// <summary>
/// The clusters as observed, shared by all questions of one forecaster. What a failure does not touch is computed once, whatever else fails.
/// Thread-safe.
/// </summary>
internal sealed class ObservedMesh(MeshResources resources, Inventory inventory)
{
    private readonly ConcurrentDictionary<string, Lazy<ControlPlaneView>> _views = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<ClusterAddresses>> _addresses = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<GatewayLookup>> _gateways = new(StringComparer.Ordinal);

    /// <summary>The label with which generated ServiceEntries name the cluster of an endpoint, under the prefix that the objects were generated with.</summary>
    private readonly Lazy<string> _clusterLabel = new(() => $"{MeshLabels.PrefixOf(resources.Clusters.SelectMany(cluster => cluster.Objects.AsEnumerable()))}{MeshLabels.Cluster}");

    public MeshResources Resources { get; } = resources;

    public Inventory Inventory { get; } = inventory;

    public ControlPlaneView View(string cluster) =>
        _views.GetOrAdd(cluster, name => new Lazy<ControlPlaneView>(() => new ControlPlaneView(PushContext.Of(name, Resources, Inventory)))).Value;

    public ClusterAddresses Addresses(string cluster) =>
        _addresses.GetOrAdd(cluster, name => new Lazy<ClusterAddresses>(() => new ClusterAddresses(Observed(name)))).Value;

    /// <summary>The gateway that serves a host on a port of its Service.</summary>
    public ServiceInfo? GatewayOf(string cluster, string host, int port) => GatewaysOf(cluster)
        .Where(found => found.Gateway.Servers.Any(server => server.Hosts.Any(name => HostName.Matches(host, Mesh.Istio.Resources.Server.NameOf(name)))))
        .Select(found => found.Service)
        .FirstOrDefault(service => service?.Ports.Any(candidate => candidate.Number == port) == true);

    /// <summary>The Gateway resources of a cluster, each with the Service of its pods.</summary>
    public IEnumerable<(Resources.Gateway Gateway, ServiceInfo? Service)> GatewaysOf(string cluster)
    {
        GatewayLookup lookup = _gateways.GetOrAdd(cluster, name => new Lazy<GatewayLookup>(() => new GatewayLookup(Observed(name)))).Value;
        return Resources[cluster].OfType<Resources.Gateway>()
            .Select(gateway => (gateway, lookup.Find(gateway.Metadata.Namespace ?? "", gateway.Selector)?.Service));
    }

    /// <summary>The cluster that an endpoint's label names; empty without one.</summary>
    public string LabelledCluster(LocalityEndpoint endpoint) => endpoint.Labels.TryGetValue(_clusterLabel.Value, out string? name) ? name : "";

    private ClusterInventory Observed(string cluster) => Inventory.Find(cluster) ?? new ClusterInventory { Name = cluster };
}
