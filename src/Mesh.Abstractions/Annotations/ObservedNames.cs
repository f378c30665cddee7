using Mesh.Inventories;
using Mesh.Validation;

namespace Mesh.Annotations;

/// <summary>The names of services inside clusters, as model and inventory tell.</summary>
internal static class ObservedNames
{
    public static ServiceNames Of(Organization organization, Inventory inventory) => new(
        ServiceNames.NamespacesOf(organization)
            .Concat(inventory.Clusters.SelectMany(cluster => cluster.Namespaces.Select(ns => ns.Name)))
            .Concat(inventory.Clusters.SelectMany(cluster => cluster.Services.Select(service => service.Namespace))),
        inventory.Clusters.Select(cluster => cluster.DnsDomain),
        inventory.Clusters.SelectMany(cluster => cluster.Services.Select(service => new ServiceName(service.Name, service.Namespace))),
        organization.Domains);
}
