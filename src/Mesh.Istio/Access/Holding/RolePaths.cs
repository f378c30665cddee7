using Mesh.Diagnostics;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Models;
using Mesh.Serialization;

namespace Mesh.Istio.Access.Holding;

/// <summary>
/// Paths of roles that name no field. A change is told at the field that is compared as a whole, so a path below one permits nothing,
/// either.
/// </summary>
internal static class RolePaths
{
    private static readonly (string Kind, Type Type)[] OfModel =
    [
        (AccessKinds.Organization, typeof(Organization)), (AccessKinds.Cluster, typeof(Cluster)), (AccessKinds.Tenant, typeof(Tenant)),
        (AccessKinds.Workspace, typeof(Workspace)), (AccessKinds.Gateway, typeof(WorkspaceGateway)),
        (AccessKinds.EastWestGateway, typeof(EastWestGateway)), (AccessKinds.ServiceSettings, typeof(ServiceSettings)),
    ];

    /// <summary>Every such path, as an error.</summary>
    public static IEnumerable<Diagnostic> Unknown(MeshModel model) =>
        from role in model.Organization.Roles
        from rule in role.Rules.Select((rule, i) => (Value: rule, Number: i))
        from path in rule.Value.Paths.Select((path, i) => (Value: path, Number: i))
        where !rule.Value.Kinds.DefaultIfEmpty("").Any(kind => IsField(kind, path.Value.Split('.')))
        select AccessDiagnostics.UnknownField.At(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"roles/{ModelPath.Part(role.Name)}/rules/{rule.Number}/paths/{path.Number}"),
            $"{(rule.Value.Kinds.IsEmpty ? "No kind has a" : $"{string.Join(", ", rule.Value.Kinds)}: there is no")} field "
            + $"'{path.Value}', so it permits nothing.",
            "Write a field as verdicts name it, with [] for an element of a list: 'servers[].tls.credentialName', "
            + "'spec.http[].timeout'.");

    // Without a kind it may be a field of any.
    private static bool IsField(string kind, string[] steps) =>
        OfModel.Any(row => (kind.Length == 0 || row.Kind == kind) && IsIn(row.Type, steps))
        || (steps[0] == "metadata" && (kind.Length == 0 || !OfModel.Any(row => row.Kind == kind) || kind == AccessKinds.Gateway))
        || (steps is ["spec"] && kind.Length > 0 && AccessKinds.Opaque.Contains(kind))
        || (steps[0] == "spec" && FieldMap.Default.Kinds.Values.Any(
            row => (kind.Length == 0 || row.Kind == kind) && IsIn(row.Spec, steps.AsSpan(1))));

    private static bool IsIn(FieldNode node, ReadOnlySpan<string> steps)
    {
        foreach (string step in steps)
        {
            bool isElement = step.EndsWith("[]", StringComparison.Ordinal);
            if (node is not FieldNode.Parts parts || !parts.Fields.TryGetValue(isElement ? step[..^2] : step, out FieldNode? field))
            {
                return false;
            }

            if (isElement && field is not FieldNode.Items)
            {
                return false;
            }

            node = isElement ? ((FieldNode.Items)field).Item : field;
        }

        return true;
    }

    private static bool IsIn(Type type, ReadOnlySpan<string> steps)
    {
        if (steps.IsEmpty)
        {
            return true;
        }

        bool isElement = steps[0].EndsWith("[]", StringComparison.Ordinal);
        string name = isElement ? steps[0][..^2] : steps[0];
        Type[] types = [.. TypesOf(type)];
        if (types.Length > 1 && steps is ["kind"])
        {
            return true;
        }

        foreach (Type one in types)
        {
            FieldAccess? field = Array.Find(FieldAccess.Of(one), field => field.Name == name);
            bool isList = field?.Field.Shape is ModelFieldShape.Items or ModelFieldShape.Named;
            if (field is not null && field.Field.Shape != ModelFieldShape.Nodes && (!isElement || isList)
                && (steps.Length == 1 || ((field.Field.Shape == ModelFieldShape.Parts || isElement) && IsIn(TypeOf(field), steps[1..]))))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<Type> TypesOf(Type type) => ModelJson.Options.GetTypeInfo(type).PolymorphismOptions is { } derived
        ? derived.DerivedTypes.Select(one => one.DerivedType) : [type];

    private static Type TypeOf(FieldAccess field)
    {
        Type type = Nullable.GetUnderlyingType(field.Type.Type) ?? field.Type.Type;
        return ModelJson.Options.GetTypeInfo(type).Converter is ICollectionConverter list ? list.ElementType : type;
    }
}
