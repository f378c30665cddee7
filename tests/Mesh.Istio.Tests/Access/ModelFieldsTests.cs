using System.Text.Json.Serialization.Metadata;
using Mesh.Istio.Access.Models;
using Mesh.Istio.Resources;
using Mesh.Serialization;

namespace Mesh.Istio.Tests.Access;

/// <summary>The table of groups against the shapes that the reader of models checks.</summary>
public class ModelFieldsTests
{
    [Fact]
    public void Every_field_of_the_model_has_a_group() => Assert.Empty(
        Fields().Where(field => ModelFields.Find(field.Type, field.Name) is null && !IsWhole(field.Type))
            .Select(field => $"{field.Type.Name}.{field.Name}"));

    [Fact]
    public void No_row_is_of_a_field_that_there_is_not()
    {
        HashSet<(Type, string)> known = [.. Fields().SelectMany(field => Bases(field.Type).Select(type => (type, field.Name)))];

        Assert.Empty(ModelFields.Names.Where(row => !known.Contains(row)).Select(row => $"{row.Type.Name}.{row.Name}"));
    }

    [Fact]
    public void Whatever_is_looked_into_has_rows() => Assert.Empty(
        Fields().Where(field => ModelFields.Find(field.Type, field.Name) is { Shape: not (ModelFieldShape.Leaf or ModelFieldShape.Name) }
            && Types(field.Property.PropertyType).All(type => FieldAccess.Of(type).Length == 0))
            .Select(field => $"{field.Type.Name}.{field.Name}"));

    [Fact]
    public void The_kinds_that_a_rule_may_name_are_those_of_Istio() => Assert.Equal(
        KindTable.Istio.Select(kind => kind.Kind).Order(StringComparer.Ordinal), AccessKinds.OfIstio.Order(StringComparer.Ordinal));

    [Fact]
    public void Kinds_fit_into_the_bits_of_rights() => Assert.InRange(AccessKinds.All.Count, 1, 32);

    // Roles and bindings are given as a whole, and what a leaf holds is its.
    private static bool IsWhole(Type type) =>
        type == typeof(Role) || type == typeof(AccessBinding) || type == typeof(ServiceCapacity);

    private static IEnumerable<(Type Type, string Name, JsonPropertyInfo Property)> Fields()
    {
        var seen = new HashSet<Type>();
        var open = new Stack<Type>([typeof(MeshModel)]);
        while (open.TryPop(out Type? type))
        {
            if (!seen.Add(type))
            {
                continue;
            }

            foreach (JsonPropertyInfo property in ModelJson.Options.GetTypeInfo(type).Properties)
            {
                yield return (type, property.Name, property);
                // What is compared as a whole is not looked into.
                if (ModelFields.Find(type, property.Name)?.Shape is not (ModelFieldShape.Leaf or ModelFieldShape.Name) && !IsWhole(type))
                {
                    foreach (Type below in Types(property.PropertyType))
                    {
                        open.Push(below);
                    }
                }
            }
        }
    }

    // The types of a field's value or elements, with what can stand for them.
    private static IEnumerable<Type> Types(Type type)
    {
        JsonTypeInfo info = ModelJson.Options.GetTypeInfo(Nullable.GetUnderlyingType(type) ?? type);
        return info.Converter is ICollectionConverter collection ? Types(collection.ElementType)
            : info.PolymorphismOptions is { } derived ? derived.DerivedTypes.Select(one => one.DerivedType)
            : info.Kind == JsonTypeInfoKind.Object ? [info.Type]
            : [];
    }

    private static IEnumerable<Type> Bases(Type type)
    {
        for (Type? at = type; at is not null; at = at.BaseType)
        {
            yield return at;
        }
    }
}
