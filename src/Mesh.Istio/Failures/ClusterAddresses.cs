using Mesh.Inventories;

namespace Mesh.Istio.Failures;

/// <summary>What the addresses of one cluster belong to.</summary>
internal sealed class ClusterAddresses
{
    private readonly Dictionary<string, EndpointInfo> _endpoints = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ServiceInfo> _services = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ServiceInfo> _external = new(StringComparer.Ordinal);

    public ClusterAddresses(ClusterInventory cluster)
    {
        foreach (EndpointInfo endpoint in cluster.Endpoints)
        {
            _endpoints.TryAdd(endpoint.Address, endpoint);
        }

        foreach (ServiceInfo service in cluster.Services)
        {
            foreach (string address in service.ClusterIps)
            {
                _services.TryAdd(address, service);
            }

            foreach (string address in service.ExternalAddresses)
            {
                _external.TryAdd(address, service);
            }
        }
    }

    public EndpointInfo? Endpoint(string address) => _endpoints.GetValueOrDefault(address);

    /// <summary>The Service that has an address, inside the cluster or outside.</summary>
    public ServiceInfo? Service(string address) => _services.GetValueOrDefault(address) ?? External(address);

    public ServiceInfo? External(string address) => _external.GetValueOrDefault(address);
}
