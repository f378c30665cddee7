using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Requests;
using Mesh.ApiServerDouble.Storage;

namespace Mesh.ApiServerDouble.Access;

/// <summary>
/// Who may do what: the rules of the accounts, and, where the server enforces what it stores, those of its roles and bindings too.
/// </summary>
internal sealed class StoredRoles(ServerState state)
{
    private const string Api = "rbac.authorization.k8s.io";

    public bool May(Account account, string verb, string group, string resource, string? @namespace, string name) =>
        account.IsMaster || Find(account, verb, group, resource, @namespace, name) is not null;

    public AccessRule? Find(Account account, string verb, string group, string resource, string? @namespace, string name) =>
        account.Find(verb, group, resource, @namespace, name)
        ?? RulesOf(account).FirstOrDefault(rule => rule.Allows(verb, group, resource, @namespace, name));

    /// <summary>The rules of a role that a binding names; none when it is not there.</summary>
    public IEnumerable<AccessRule> RulesOf(JsonObject? roleRef, string home)
    {
        string kind = roleRef.Text("kind") ?? "";
        JsonObject? role = Objects(kind == "Role" ? "roles" : "clusterroles").GetValueOrDefault(
            StoredObject.KeyOf(kind == "Role" ? home : "", roleRef.Text("name") ?? ""))?.Content;
        return Read(role, home.Length > 0 ? home : null);
    }

    /// <summary>The rules of a role as it stands.</summary>
    public static IEnumerable<AccessRule> Read(JsonObject? role, string? home) =>
        (role?["rules"] as JsonArray ?? []).OfType<JsonObject>().Select(rule =>
            new AccessRule(Texts(rule, "verbs"), Texts(rule, "apiGroups"), Texts(rule, "resources"))
            {
                Namespace = home,
                ResourceNames = Texts(rule, "resourceNames"),
            });

    private IEnumerable<AccessRule> RulesOf(Account account) => !state.Options.EnforcesAccess ? []
        : Objects("rolebindings").Values.Concat(Objects("clusterrolebindings").Values)
            .Where(binding => (binding.Content["subjects"] as JsonArray ?? []).OfType<JsonObject>().Any(one => Is(one, account)))
            .SelectMany(binding => RulesOf(binding.Content.Object("roleRef"), binding.Namespace));

    private ImmutableSortedDictionary<string, StoredObject> Objects(string resource) => state.Store.For($"{resource}.{Api}").Current;

    private static bool Is(JsonObject subject, Account account)
    {
        string name = subject.Text("name") ?? "";
        return subject.Text("kind") switch
        {
            "User" => account.Name == name,
            "Group" => account.Groups.Contains(name) || (name == "system:authenticated" && account != Account.Anonymous),
            _ => account.Name == $"system:serviceaccount:{subject.Text("namespace")}:{name}",
        };
    }

    private static string[] Texts(JsonObject rule, string list) =>
        [.. (rule[list] as JsonArray ?? []).Select(item => item.AsText() ?? "")];
}
