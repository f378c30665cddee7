using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Models;
using Mesh.Istio.Access.Rights;

namespace Mesh.Istio.Access.Holding;

/// <summary>Who may do in a cluster itself what is asked about the model, by roles that the model does not know.</summary>
internal static class GrantedHolders
{
    public static IEnumerable<AccessHolder> Of(ClusterRights rights, MeshModel model, ModelChange change)
    {
        if (FieldMap.Default.Find(change.Kind) is not { } kind || VerbOf(change.Verb) is not { } verb)
        {
            yield break;
        }

        string resource = change.Verb is AccessVerb.Create or AccessVerb.Update
            ? $"{kind.Resource}/{AccessText.Word(change.Group)}" : kind.Resource;
        foreach (RoleGrant grant in rights.Grants.Where(grant => IsAt(grant, rights.Cluster, model, change.Place)))
        {
            string home = grant.Namespace ?? "";
            bool mayChange = Allows(grant, new(verb, kind.ApiGroup, kind.Resource, home, ""));
            bool mayField = Allows(grant, new(verb, kind.ApiGroup, resource, home, ""))
                || Allows(grant, new(verb, kind.ApiGroup, $"{kind.Resource}/{FieldGroups.All}", home, ""));
            if (!mayChange || !mayField)
            {
                continue;
            }

            string place = $"clusters/{rights.Cluster}{(grant.Namespace is { } ns ? $"/{ns}" : "")}";
            foreach (string name in grant.Subjects.Select(BroadGrants.NameOf))
            {
                yield return new AccessHolder(name, grant.Source, place);
            }
        }
    }

    private static bool Allows(RoleGrant grant, AccessQuestion question) =>
        grant.Rules.Any(rule => RequesterRights.Allows(rule, question));

    // In the whole cluster, or in a namespace of a workspace at or below the place or around it.
    private static bool IsAt(RoleGrant grant, string cluster, MeshModel model, string place)
    {
        if (grant.Namespace is not { } home)
        {
            return true;
        }

        string owner = new ObjectPlaces(model).OwnerOf(cluster, home);
        return owner.Length > 0
            && (place.Length == 0 || $"{owner}/".StartsWith($"{place}/", StringComparison.Ordinal)
                || $"{place}/".StartsWith($"{owner}/", StringComparison.Ordinal));
    }

    private static string? VerbOf(AccessVerb verb) => verb switch
    {
        AccessVerb.Read => "get",
        AccessVerb.Create => "create",
        AccessVerb.Update => "update",
        AccessVerb.Delete => "delete",
        _ => null,
    };
}
