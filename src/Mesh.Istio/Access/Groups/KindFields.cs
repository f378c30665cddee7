using Mesh.Istio.Resources;

namespace Mesh.Istio.Access.Groups;

/// <summary>The groups of a kind's fields.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="ApiGroup">Its API group.</param>
/// <param name="Resource">Its plural name.</param>
/// <param name="Created">The group of which creating is a change, even when nothing is in the object.</param>
/// <param name="Spec">The fields of <c>spec</c>.</param>
internal sealed record KindFields(string Kind, string ApiGroup, string Resource, string Created, FieldNode.Parts Spec)
{
    /// <summary>The groups that occur, in the order of <see cref="FieldGroups.Order"/>; the first that fails is told.</summary>
    public ValueList<string> Groups { get; } = [
        .. GroupsOf(Spec).Concat([Created, FieldGroups.Metadata, FieldGroups.All]).Distinct(StringComparer.Ordinal)
            .OrderBy(FieldGroups.PlaceOf).ThenBy(group => group, StringComparer.Ordinal)];

    /// <summary>The fields of a kind of <see cref="KindTable"/>.</summary>
    public static KindFields Of(string kind, string created, FieldNode.Parts spec)
    {
        ResourceKind row = KindTable.Find(kind) ?? throw new ArgumentException($"Mesh has no kind '{kind}'.", nameof(kind));
        return new(row.Kind, row.Group, row.Plural, created, spec);
    }

    private static IEnumerable<string> GroupsOf(FieldNode node) => node switch
    {
        FieldNode.Leaf leaf => [leaf.Group],
        FieldNode.Items list => GroupsOf(list.Item).Prepend(list.Structure),
        FieldNode.Parts { Presence: { } presence } parts => parts.Fields.Values.SelectMany(GroupsOf).Prepend(presence),
        FieldNode.Parts parts => parts.Fields.Values.SelectMany(GroupsOf),
        _ => [],
    };
}
