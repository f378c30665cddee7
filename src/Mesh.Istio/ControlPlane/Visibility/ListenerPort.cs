using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>The services that an egress listener has on one port, indexed once.</summary>
internal sealed class ListenerPort
{
    private readonly Dictionary<string, (MeshService Service, MeshPort Port)> _own = new(StringComparer.Ordinal);

    public ListenerPort(IEnumerable<MeshService> services, int port)
    {
        foreach (MeshService service in services)
        {
            if (service.Resolution == ServiceResolution.Alias || service.FindPort(port) is not { } found)
            {
                continue;
            }

            Services.Add(service);
            IsHttp |= found.Protocol.IsHttp();
            // Only HTTP services share a listener; others have one for each of their addresses.
            foreach (string address in found.Protocol.IsHttp() ? default : service.Addresses)
            {
                _own.TryAdd(address, (service, found));
            }
        }
    }

    /// <summary>In the listener's order.</summary>
    public List<MeshService> Services { get; } = [];

    /// <summary>Whether any of them speaks HTTP.</summary>
    public bool IsHttp { get; }

    /// <summary>The service that has a listener for an address of its own.</summary>
    public (MeshService Service, MeshPort Port)? Own(string address) => _own.TryGetValue(address, out var found) ? found : null;
}
