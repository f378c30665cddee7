using Mesh.Istio.Generation.Surroundings;

namespace Mesh.Istio.Generation.EastWest;

/// <summary>What others route beside the VirtualService of an exposed service.</summary>
internal static class EastWestRoutes
{
    public static RoutesBeside Beside(EastWestView view, ForeignRoutes routes, string sharedNamespace) => routes.Beside(
        view.Service.Name.Fqdn, view.UsesSharedNamespace ? sharedNamespace : view.Service.Name.Namespace,
        view.UsesSharedNamespace ? view.Service.SharedName : ObjectNames.EastWest(view.Service.Name));
}
