using System.Text.Json.Serialization.Metadata;
using Mesh.Serialization;

namespace Mesh.Istio.Access.Models;

/// <summary>Finds what a path of the model means, whether there is something at it or not.</summary>
internal sealed class ModelLookup
{
    private readonly string _asked;
    private readonly string[] _parts;
    private readonly AccessVerb _verb;

    private ModelLookup(AccessVerb verb, string path)
    {
        (_verb, _asked) = (verb, path);
        _parts = path.Length == 0 ? [] : ModelPath.Short(path).Split('/');
    }

    /// <summary>The right that a verb at a path is.</summary>
    /// <exception cref="ArgumentException">There is no such field.</exception>
    public static ModelChange Find(MeshModel model, AccessVerb verb, string path)
    {
        var lookup = new ModelLookup(verb, path);
        string organization = ModelPath.Organization(model.Organization.Name);
        return path == organization
            ? lookup.Whole(ModelNode.Organization)
            : lookup.InNode(ModelNode.Organization, typeof(Organization), model.Organization, 0);
    }

    private ModelChange InNode(ModelNode node, Type type, object? value, int index)
    {
        if (index == _parts.Length)
        {
            return Whole(node);
        }

        FieldAccess field = FieldOf(type, index);
        if (field.Field.Shape != ModelFieldShape.Nodes)
        {
            return InField(
                new FieldPlace(node, "", "", _verb).Below(field.Name), field, value is null ? null : field.Get(value), index + 1);
        }

        if (field.Field.Kind is AccessKinds.AccessBinding or AccessKinds.Role)
        {
            return new(AccessVerb.Bind, node.Kind, node.Place, FieldGroup.All, _asked);
        }

        if (index + 1 == _parts.Length)
        {
            return new(_verb, field.Field.Kind, node.Place, ModelFields.Created(field.Field.Kind), _asked);
        }

        string name = _parts[index + 1];
        object? child = value is null ? null
            : Array.Find(ModelNames.Elements(field.Get(value)), element => ModelPath.Part(ModelNames.Of(element)) == name);
        return InNode(node.Child(field.Field.Kind, field.Name, name), ElementOf(field), child, index + 2);
    }

    private ModelChange InField(FieldPlace at, FieldAccess field, object? value, int index)
    {
        bool isList = field.Field.Shape is ModelFieldShape.Items or ModelFieldShape.Named;
        if (index == _parts.Length || field.Field.Shape is ModelFieldShape.Leaf or ModelFieldShape.Name
            || (isList && index + 1 == _parts.Length))
        {
            return new(_verb, at.Node.Kind, at.Node.Place, field.Field.Group, _asked)
            {
                Field = isList && index + 1 == _parts.Length ? $"{at.Field}[]" : at.Field,
            };
        }

        Type type = Nullable.GetUnderlyingType(field.Type.Type) ?? field.Type.Type;
        if (isList)
        {
            string name = _parts[index];
            object[] elements = ModelNames.Elements(value);
            value = field.Field.Shape == ModelFieldShape.Items
                ? int.TryParse(name, out int number) && number >= 0 && number < elements.Length ? elements[number] : null
                : Array.Find(elements, element => ModelPath.Part(ModelNames.Of(element)) == name);
            (at, type, index) = (at.Element(name), ElementOf(field), index + 1);
        }

        FieldAccess below = FieldOf(value?.GetType() ?? type, index);
        return InField(at.Below(below.Name), below, value is null ? null : below.Get(value), index + 1);
    }

    // Of something that is there the fields of its type; else of any that could be there.
    private FieldAccess FieldOf(Type type, int index)
    {
        IEnumerable<Type> types = ModelJson.Options.GetTypeInfo(type).PolymorphismOptions is { } derived
            ? derived.DerivedTypes.Select(one => one.DerivedType) : [type];
        FieldAccess[] all = [.. types.SelectMany(FieldAccess.Of)];
        return Array.Find(all, field => field.Name == _parts[index]) ?? throw new ArgumentException(
            $"There is no field '{_parts[index]}' in '{string.Join('/', _parts.Take(index))}'; there is: "
            + $"{string.Join(", ", all.Select(field => field.Name).Distinct(StringComparer.Ordinal))}.");
    }

    private ModelChange Whole(ModelNode node) => _verb == AccessVerb.Bind
        ? new(_verb, node.Path == node.Place ? node.Kind : throw new ArgumentException($"'{_asked}' has no bindings of its own."),
            node.Place, FieldGroup.All, _asked)
        : new(_verb, node.Kind, node.Place, _verb == AccessVerb.Create ? ModelFields.Created(node.Kind) : FieldGroup.All, _asked);

    private static Type ElementOf(FieldAccess field)
    {
        Type type = Nullable.GetUnderlyingType(field.Type.Type) ?? field.Type.Type;
        JsonTypeInfo info = ModelJson.Options.GetTypeInfo(type);
        return ((ICollectionConverter)info.Converter).ElementType;
    }
}
