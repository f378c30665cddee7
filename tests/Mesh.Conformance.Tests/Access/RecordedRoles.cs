using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.Istio.Access.Rights;
using Mesh.Kubernetes.Access;

namespace Mesh.Conformance.Tests.Access;

/// <summary>The roles and bindings that were there.</summary>
internal static class RecordedRoles
{
    internal static IReadOnlyList<RoleGrant> Grants()
    {
        var rules = AccessRecordings.Objects("ClusterRole").ToDictionary(role => Name(role), Rules, StringComparer.Ordinal);
        rules[BuiltInGrants.ClusterAdmin] = BuiltInGrants.ClusterAdminRules;
        return [
            .. BuiltInGrants.All,
            .. AccessRecordings.Objects("RoleBinding").Concat(AccessRecordings.Objects("ClusterRoleBinding"))
                .Select(binding => new RoleGrant(
                    [.. binding["subjects"]!.AsArray().Select(subject => Subject(subject!.AsObject()))],
                    binding.Text("kind") == "RoleBinding" ? binding["metadata"]!.AsObject().Text("namespace") : null,
                    rules[binding["roleRef"]!.AsObject().Text("name")!]))];
    }

    private static string Name(JsonObject value) => value["metadata"]!.AsObject().Text("name")!;

    private static Subject Subject(JsonObject subject) =>
        new(Enum.Parse<SubjectKind>(subject.Text("kind")!), subject.Text("name")!, subject.Text("namespace") ?? "");

    private static ValueList<AccessRule> Rules(JsonObject role) => [
        .. role["rules"]!.AsArray().SelectMany(rule => Texts(rule!, "apiGroups").Select(group =>
            new AccessRule(group, Texts(rule!, "resources"), Texts(rule!, "verbs")) { ResourceNames = Texts(rule!, "resourceNames") }))];

    private static ValueList<string> Texts(JsonNode rule, string name) =>
        [.. (rule[name] as JsonArray ?? []).Select(item => item!.GetValue<string>())];
}
