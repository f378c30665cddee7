using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>
/// The order in which istiod goes through its configuration: the oldest first, then by name and namespace (istio
/// <c>pilot/pkg/model/push_context.go</c> sortConfigByCreationTime).
/// </summary>
internal static class ConfigAge
{
    public static IOrderedEnumerable<T> OrderByAge<T>(this IEnumerable<T> objects)
        where T : IstioObject => objects.OrderBy(AgeOf).ThenByName();

    public static IOrderedEnumerable<T> ThenByAge<T>(this IOrderedEnumerable<T> objects)
        where T : IstioObject => objects.ThenBy(AgeOf).ThenByName();

    private static IOrderedEnumerable<T> ThenByName<T>(this IOrderedEnumerable<T> objects)
        where T : IstioObject => objects
        .ThenBy(value => value.Metadata.Name, StringComparer.Ordinal)
        .ThenBy(value => value.Metadata.Namespace, StringComparer.Ordinal);

    // What no API server has made yet will be the newest.
    private static DateTimeOffset AgeOf(IstioObject value) => value.Metadata.CreationTimestamp ?? DateTimeOffset.MaxValue;
}
