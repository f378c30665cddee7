using Mesh.Istio.Access.Groups;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Access.Policies;

/// <summary>Everything by which the API server of one cluster enforces a model: roles, then policies, then bindings.</summary>
internal static class ClusterAccess
{
    /// <summary>The objects in the order in which they are applied.</summary>
    /// <param name="map">The groups of fields.</param>
    /// <param name="settings">What all policies have in common.</param>
    /// <param name="workspaces">The workspaces with their limits; their namespaces are those in which policies hold.</param>
    /// <param name="roles">The roles.</param>
    public static ValueList<AccessObject> Of(
        FieldMap map, PolicySettings settings, ValueList<WorkspaceLimits> workspaces, ValueList<NamespaceRole> roles)
    {
        ValueList<string> namespaces = [
            .. workspaces.SelectMany(workspace => workspace.Namespaces).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (namespaces.IsEmpty)
        {
            return [];
        }

        IEnumerable<AccessObject> all = roles
            .OrderBy(role => role.Namespace, StringComparer.Ordinal).ThenBy(role => role.Name, StringComparer.Ordinal)
            .SelectMany(role => role.ToObjects())
            .Concat(map.Kinds.Values.SelectMany(kind => (AccessObject[])
            [
                FieldPolicy.Of(map, kind, settings.Labels),
                PolicyText.Binding(FieldPolicy.NameOf(kind), namespaces, settings.Enforcement, settings.Labels),
            ]))
            .Concat(TenancyPolicies.Of(settings, workspaces));
        return [.. all.OrderBy(value => KindTable.Of(value).Rank)];
    }
}
