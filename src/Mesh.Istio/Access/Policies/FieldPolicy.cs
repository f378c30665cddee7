using System.Globalization;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Fields;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Access.Policies;

/// <summary>
/// The policy of a kind: every change of a field needs the right on the field's group, which the API server's own authorizer knows. It is
/// the same for every cluster and role, and names nobody.
/// </summary>
internal static class FieldPolicy
{
    private const string Verb = "request.operation == 'CREATE' ? 'create' : 'update'";
    private const int LongestMessage = 400;
    private const int LongestAnnotation = 2000;

    public static string NameOf(KindFields kind) => $"mesh-fields-{kind.Resource}";

    public static AccessObject Of(FieldMap map, KindFields kind, ValueMap<string> labels)
    {
        (ValueList<PolicyVariable> variables, ValueList<string> changes) = ChangeVariables.Of(kind);
        return AccessObject.Of(
            AccessObject.Policy,
            new ObjectMeta { Name = NameOf(kind), Labels = labels },
            ("spec", FieldValue.Object(
                ("failurePolicy", "Fail"),
                ("matchConstraints", PolicyText.Constraints([(kind.ApiGroup, "v1", [kind.Resource])], "CREATE", "UPDATE")),
                ("matchConditions", FieldValue.List([PolicyText.Named(
                    "has-not-all", $"!{CelText.MayOn(kind.ApiGroup, kind.Resource, FieldGroups.All, Verb)}")])),
                ("variables", FieldValue.List(Common(map, kind).Concat(variables).Concat(Changes(changes)).Select(
                    variable => PolicyText.Named(variable.Name, variable.Expression)))),
                ("validations", FieldValue.List(kind.Groups.Select(group => Validation(kind, group)))),
                ("auditAnnotations", FieldValue.List([FieldValue.Object(
                    ("key", "changes"), ("valueExpression", CelText.Cut("variables.changes", ", ", LongestAnnotation)))])))));
    }

    private static FieldValue Validation(KindFields kind, string group)
    {
        string prefix = CelText.Quote($"{group} ");
        string mine = $"c, c.startsWith({prefix})";
        string expression = group == FieldGroups.All
            ? $"!variables.changes.exists({mine}) && !variables.unexplained"
            : $"!variables.changes.exists({mine}) || {CelText.MayOn(kind.ApiGroup, kind.Resource, group, "variables.verb")}";
        string right = $"{kind.Resource}/{group}";
        string start = (group.Length + 1).ToString(CultureInfo.InvariantCulture);
        string unexplained = group == FieldGroups.All ? " + (variables.unexplained ? ['spec'] : [])" : "";
        string paths = CelText.Cut(
            $"(variables.changes.filter({mine}).map(c, c.substring({start})){unexplained})", ", ", LongestMessage);
        return FieldValue.Object(
            ("expression", expression),
            ("reason", "Forbidden"),
            ("message", $"{kind.Kind}: fields of the group {group} change, which needs the right on {right}"),
            ("messageExpression",
                $"{CelText.Quote(kind.Kind)} + ' ' + request.namespace + '/' + request.name + ': ' + "
                + $"{paths} + ' needs ' + variables.verb + {CelText.Quote($" on {right}")}"));
    }

    private static PolicyVariable[] Changes(ValueList<string> changes) =>
    [
        new("changes", string.Join(" + ", changes
            .Concat(["changedTop", "created", "detached", "changedMetadata", "changedLabels", "changedAnnotations"])
            .Select(name => $"variables.{name}"))),
        new("unexplained", "variables.newSpec != variables.oldSpec && !variables.changes.exists(c, c.contains(' spec'))"),
    ];

    private static IEnumerable<PolicyVariable> Common(FieldMap map, KindFields kind) =>
    [
        new("verb", Verb),
        new("at32", Numbers(FieldMap.LongestInnerList)),
        new("at1024", Numbers(FieldMap.LongestList)),
        new("newSpec", "has(object.spec) ? object.spec : {}"),
        new("oldSpec", "oldObject != null && has(oldObject.spec) ? oldObject.spec : {}"),
        new("newMetadata", "object.metadata"),
        new("oldMetadata", "oldObject != null ? oldObject.metadata : {}"),
        new("changedTop",
            "(object.map(k, k) + (oldObject != null ? oldObject.filter(k, !(k in object)) : []))"
            + ".filter(k, !(k in ['apiVersion', 'kind', 'metadata', 'spec', 'status'])"
            + " && (oldObject == null || object[?k] != oldObject[?k]))"
            + $".map(k, '{FieldGroups.All} ' + k)"),
        new("created", $"request.operation == 'CREATE' ? ['{kind.Created} spec'] : []"),
        new("detached",
            $"oldObject != null && {Managed("oldObject", map)} && !{Managed("object", map)}"
            + $" ? ['{FieldGroups.All} metadata.managedFields'] : []"),
        new("changedMetadata",
            "(variables.newMetadata.map(k, k) + variables.oldMetadata.filter(k, !(k in variables.newMetadata)))"
            + $".filter(k, !(k in {CelText.List(map.Metadata.Ignored.Concat(["labels", "annotations"]))})"
            + $" && variables.newMetadata[?k] != variables.oldMetadata[?k]).map(k, '{FieldGroups.All} metadata.' + k)"),
        .. Keys(map, "labels", "Labels"),
        .. Keys(map, "annotations", "Annotations"),
    ];

    private static IEnumerable<PolicyVariable> Keys(FieldMap map, string field, string name)
    {
        yield return new($"new{name}", $"variables.newMetadata[?'{field}'].orValue({{}})");
        yield return new($"old{name}", $"variables.oldMetadata[?'{field}'].orValue({{}})");
        string reserved = string.Join(
            " || ",
            map.Metadata.ReservedPrefixes.Select(prefix => $"k.startsWith({CelText.Quote(prefix)})")
                .Append($"k in {CelText.List(map.Metadata.ReservedKeys)}"));
        yield return new(
            $"changed{name}",
            $"(variables.new{name}.map(k, k) + variables.old{name}.filter(k, !(k in variables.new{name})))"
            + $".filter(k, variables.new{name}[?k] != variables.old{name}[?k])"
            + $".map(k, ({reserved} ? '{FieldGroups.All}' : '{map.Metadata.Open}') + ' metadata.{field}.' + k)");
    }

    private static string Managed(string value, FieldMap map) =>
        $"{value}.metadata[?'managedFields'].orValue([]).exists(m, m[?'manager'] == optional.of({CelText.Quote(map.Metadata.Manager)}))";

    private static string Numbers(int count) =>
        $"[{string.Join(", ", Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture)))}]";
}
