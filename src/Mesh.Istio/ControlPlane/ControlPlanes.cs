using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.ControlPlane;

/// <summary>Which istiod configures the proxies of a cluster, and which clusters it reads.</summary>
internal static class ControlPlanes
{
    /// <summary>The cluster whose istiod configures the proxies of a cluster: its own, unless it has a primary.</summary>
    public static string Of(Inventory inventory, string cluster) => inventory.Find(cluster)?.ControlPlane ?? cluster;

    /// <summary>
    /// The other clusters that the istiod of a cluster reads: those of its remote secrets, and those that it configures. Empty where nobody
    /// knows.
    /// </summary>
    public static ValueList<string> ReadBy(Inventory inventory, string istiod) => (inventory.Find(istiod)?.RemoteSecrets ?? default)
        .Concat(inventory.Clusters.Where(cluster => cluster.ControlPlane == istiod).Select(cluster => cluster.Name))
        .Where(name => name != istiod)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .ToValueList();

    /// <summary>The Istio resources that hold in a cluster.</summary>
    public static ValueList<IstioObject> ConfigurationOf(MeshResources resources, Inventory inventory, string cluster) =>
        resources.ObjectsOf(Of(inventory, cluster));
}
