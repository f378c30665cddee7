using Mesh.Istio.Access.Groups;
using Mesh.Kubernetes.Access;

namespace Mesh.Istio.Access.Rights;

/// <summary>
/// What a role of a model gives, in the words of API servers: this is what Roles are generated of, and what verdicts are found with.
/// </summary>
internal sealed record GroupRights
{
    /// <summary>The verbs: <c>read</c>, <c>create</c>, <c>update</c> and <c>delete</c>.</summary>
    public required ValueList<string> Verbs { get; init; }

    /// <summary>The kinds, for example <c>Gateway</c>; empty: all that have groups.</summary>
    public ValueList<string> Kinds { get; init; }

    /// <summary>The groups of fields that may be created and updated; empty: none.</summary>
    public ValueList<string> Groups { get; init; }

    /// <summary>The only objects for which it holds; empty: all. Kubernetes cannot limit creating by name.</summary>
    public ValueList<string> Names { get; init; }

    /// <summary>As Kubernetes' rules: the verbs on the kinds, and <c>create</c> and <c>update</c> on the groups.</summary>
    public ValueList<AccessRule> ToRules(FieldMap map)
    {
        KindFields[] kinds = [.. map.Kinds.Values.Where(kind => Kinds.IsEmpty || Kinds.Contains(kind.Kind))];
        ValueList<string> onKind = [.. Verbs.SelectMany(OnKind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        ValueList<string> onGroups = [.. Verbs.Where(verb => verb is "create" or "update").Order(StringComparer.Ordinal)];
        return [
            .. kinds.GroupBy(kind => kind.ApiGroup, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .SelectMany(group => RulesOf(group.Key, [.. group], onKind, onGroups))];
    }

    private IEnumerable<AccessRule> RulesOf(
        string group, ValueList<KindFields> kinds, ValueList<string> onKind, ValueList<string> onGroups)
    {
        ValueList<string> resources = [.. kinds.Select(kind => kind.Resource).Order(StringComparer.Ordinal)];
        if (!onKind.IsEmpty)
        {
            yield return new AccessRule(group, resources, onKind) { ResourceNames = Names };
        }

        // Only groups that a kind has: RBAC would take others, and a reader would look for what they open.
        ValueList<string> fields = [
            .. kinds.SelectMany(kind => kind.Groups.Where(Groups.Contains).Select(name => $"{kind.Resource}/{name}"))
                .Order(StringComparer.Ordinal)];
        if (!onGroups.IsEmpty && !fields.IsEmpty)
        {
            yield return new AccessRule(group, fields, onGroups) { ResourceNames = Names };
        }
    }

    // Server-side apply and every patch need patch; watching belongs to reading.
    private static IEnumerable<string> OnKind(string verb) => verb switch
    {
        "read" => ["get", "list", "watch"],
        "update" => ["update", "patch"],
        _ => [verb],
    };
}
