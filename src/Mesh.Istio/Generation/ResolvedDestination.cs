using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>A route's destination with its full name.</summary>
internal static class ResolvedDestination
{
    public static Api.Destination From(ServiceDestination destination, string gatewayNamespace, string? subset) => new()
    {
        // A valid model names services only; anything else would be taken as it is.
        Host = ServiceName.TryParse(destination.Service, gatewayNamespace, out ServiceName service) ? service.Fqdn : destination.Service,
        Port = new PortSelector { Number = (uint)destination.Port },
        Subset = subset,
    };
}
