using Mesh.ApiServerDouble.Schemas;

namespace Mesh.Istio.Tests.Crds;

/// <summary>What the tests ask of a schema beside its validation.</summary>
internal static class SchemaWalk
{
    /// <summary>The groups of properties of which at most one may be set.</summary>
    public static IEnumerable<IReadOnlyList<string>> Choices(this Schema schema) =>
        schema.AllOf.SelectMany(all => all.Choices())
            .Concat(schema.OneOf.Count > 0 ? [schema.OneOf.SelectMany(one => one.Required).ToArray()] : []);
}
