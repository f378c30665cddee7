using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Requests;
using Mesh.ApiServerDouble.Resources;

namespace Mesh.ApiServerDouble.Access;

/// <summary>Nobody gives more than they hold: neither in a role, without <c>escalate</c>, nor by a binding, without <c>bind</c>.</summary>
internal static class Escalation
{
    private const string Api = "rbac.authorization.k8s.io";

    public static void Check(ServerState state, Account account, ResourceType type, Route route, string name, JsonObject content)
    {
        if (!state.Options.EnforcesAccess || account.IsMaster || type.Group != Api)
        {
            return;
        }

        string? home = route.Namespace.Length > 0 ? route.Namespace : null;
        bool isRole = type.Kind is "Role" or "ClusterRole";
        JsonObject? given = content.Object("roleRef");
        (string verb, string resource, string named) = isRole ? ("escalate", type.Plural, name)
            : ("bind", given.Text("kind") == "Role" ? "roles" : "clusterroles", given.Text("name") ?? "");
        if (state.Roles.May(account, verb, Api, resource, home, named))
        {
            return;
        }

        IEnumerable<AccessRule> rules = isRole ? StoredRoles.Read(content, home) : state.Roles.RulesOf(given, route.Namespace);
        AccessRule? more = rules.FirstOrDefault(rule => !Holds(state, account, rule, home));
        if (more is not null)
        {
            throw ApiException.Forbidden(type.Qualified, name,
                $"user \"{account.Name}\" is attempting to grant RBAC permissions not currently held:\n{{APIGroups:{Words(more.Groups)}, "
                + $"Resources:{Words(more.Resources)}, Verbs:{Words(more.Verbs)}}}");
        }
    }

    private static bool Holds(ServerState state, Account account, AccessRule rule, string? home) =>
        rule.Groups.All(group => rule.Resources.All(resource => rule.Verbs.All(verb =>
            (rule.ResourceNames.Count == 0 ? [""] : rule.ResourceNames).All(
                name => state.Roles.May(account, verb, group, resource, home, name)))));

    private static string Words(IReadOnlyList<string> words) => $"[{string.Join(" ", words.Select(word => $"\"{word}\""))}]";
}
