using Mesh.Inventories;

namespace Mesh.Istio.Generation.Reuse;

/// <summary>
/// Puts the very parts of earlier inputs into new ones where they are equal. Inputs that were read again are then told from those that
/// changed by reference, and what is equal is compared once.
/// </summary>
internal static class EqualParts
{
    /// <summary>The model with the parts of an earlier one; the earlier one itself where all is equal.</summary>
    public static MeshModel Of(MeshModel model, MeshModel earlier)
    {
        if (ReferenceEquals(model, earlier))
        {
            return earlier;
        }

        Dictionary<string, Tenant> tenants = ByName(earlier.Organization.Tenants, tenant => tenant.Name);
        MeshModel joined = model with
        {
            Organization = model.Organization with
            {
                Tenants = model.Organization.Tenants.Select(tenant => Of(tenant, tenants.GetValueOrDefault(tenant.Name))).ToValueList(),
            },
        };
        return joined == earlier ? earlier : joined;
    }

    /// <summary>The inventory with the clusters of an earlier one; the earlier one itself where all is equal.</summary>
    public static Inventory Of(Inventory inventory, Inventory earlier)
    {
        if (ReferenceEquals(inventory, earlier))
        {
            return earlier;
        }

        Dictionary<string, ClusterInventory> clusters = ByName(earlier.Clusters, cluster => cluster.Name);
        Inventory joined = inventory with { Clusters = Of(inventory.Clusters, clusters, cluster => cluster.Name) };
        return joined == earlier ? earlier : joined;
    }

    private static Tenant Of(Tenant tenant, Tenant? earlier)
    {
        if (earlier is null)
        {
            return tenant;
        }

        Dictionary<string, Workspace> workspaces = ByName(earlier.Workspaces, workspace => workspace.Name);
        Tenant joined = tenant with { Workspaces = Of(tenant.Workspaces, workspaces, workspace => workspace.Name) };
        return joined == earlier ? earlier : joined;
    }

    private static ValueList<T> Of<T>(ValueList<T> parts, Dictionary<string, T> earlier, Func<T, string> name)
        where T : class, IEquatable<T> =>
        parts.Select(part => earlier.TryGetValue(name(part), out T? known) && part.Equals(known) ? known : part).ToValueList();

    // Of two with one name, as no valid model has, the first.
    private static Dictionary<string, T> ByName<T>(ValueList<T> parts, Func<T, string> name)
    {
        var map = new Dictionary<string, T>(parts.Count, StringComparer.Ordinal);
        foreach (T part in parts)
        {
            map.TryAdd(name(part), part);
        }

        return map;
    }
}
