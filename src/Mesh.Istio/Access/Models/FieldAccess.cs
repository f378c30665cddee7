using System.Text.Json.Serialization.Metadata;
using Mesh.Serialization;

namespace Mesh.Istio.Access.Models;

/// <summary>A field of a type of the model: how it is read, and how it counts.</summary>
/// <param name="Name">Its name in JSON.</param>
/// <param name="Field">How it counts.</param>
/// <param name="Type">The type of its values.</param>
/// <param name="Get">Reads it.</param>
internal sealed record FieldAccess(string Name, ModelField Field, JsonTypeInfo Type, Func<object, object?> Get)
{
    /// <summary>The fields of a type as the reader knows them. What the table does not know is nobody's.</summary>
    public static FieldAccess[] Of(Type type) =>
    [
        .. ModelJson.Options.GetTypeInfo(type).Properties.Where(property => property.Get is not null).Select(property => new FieldAccess(
            property.Name,
            ModelFields.Find(type, property.Name) ?? new ModelField(ModelFieldShape.Leaf, FieldGroup.All),
            ModelJson.Options.GetTypeInfo(property.PropertyType),
            property.Get!)),
    ];

    /// <summary>Whether two values say the same: an empty list is no list, unless it is one that can be absent.</summary>
    public bool IsSame(object? old, object? now) => Equals(old, now)
        || (Type.Converter is ICollectionConverter collection
            && (old is null || collection.IsEmpty(old)) && (now is null || collection.IsEmpty(now)));

    /// <summary>The word by which JSON tells the types of servers and actions apart.</summary>
    public static string KindOf(object value) =>
        KindOf(value is GatewayServer ? typeof(GatewayServer) : typeof(RouteAction), value.GetType());

    private static string KindOf(Type parent, Type type) =>
        ModelJson.Options.GetTypeInfo(parent).PolymorphismOptions?.DerivedTypes.FirstOrDefault(derived => derived.DerivedType == type)
            .TypeDiscriminator as string ?? type.Name;
}
