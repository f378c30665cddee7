using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>A route's destination with its full name.</summary>
internal static class ServiceDestination
{
    public static Api.Destination From(Destination destination, string gatewayNamespace, string serviceDomain) => new()
    {
        Host = ServiceName.Expand(destination.Service, gatewayNamespace, serviceDomain).Host,
        Port = new PortSelector { Number = (uint)destination.Port },
    };
}
