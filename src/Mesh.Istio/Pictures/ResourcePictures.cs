using Mesh.Inventories;
using Mesh.Istio.Pictures.Views;

namespace Mesh.Istio.Pictures;

/// <summary>Makes pictures of resources alone.</summary>
public static class ResourcePictures
{
    /// <summary>
    /// The ways that resources describe, whether anybody takes them or not: of each host, as the callers of a cluster know it, the
    /// gateways and addresses of its endpoints, and the services behind the cluster's own gateway. No way has a share: where requests go
    /// is a forecast's answer.
    /// </summary>
    /// <param name="resources">The resources of all clusters.</param>
    /// <param name="inventory">What was observed: who is behind an address, regions, networks, pods.</param>
    /// <returns>The picture; <see cref="TopologyView.Collapse"/> makes it smaller, <see cref="TopologyDifference.Of"/> compares it with
    /// that of another version.</returns>
    public static TopologyView ToTopology(this MeshResources resources, Inventory inventory)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(inventory);
        return new ResourcesView(resources, inventory).Draw(int.MaxValue);
    }

    /// <summary>
    /// The same collapsed at once: the picture that <see cref="TopologyView.Collapse"/> makes of it. For meshes of which the whole picture
    /// would be large.
    /// </summary>
    /// <param name="resources">The resources of all clusters.</param>
    /// <param name="inventory">What was observed: who is behind an address, regions, networks, pods.</param>
    /// <param name="most">How many boxes there may be, at least 1; see <see cref="TopologyView.Collapse"/>.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="most"/> is less than 1.</exception>
    public static TopologyView ToTopology(this MeshResources resources, Inventory inventory, int most)
    {
        ArgumentNullException.ThrowIfNull(resources);
        ArgumentNullException.ThrowIfNull(inventory);
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        return new ResourcesView(resources, inventory).Draw(most);
    }
}
