namespace Mesh.Istio.Access.Groups;

/// <summary>
/// Which group every field of every kind belongs to. It is data: the verdicts offline and the policies for API servers are made of the same
/// map, whichever it is.
/// </summary>
/// <param name="Kinds">The kinds by name. A kind that is not there has no groups.</param>
/// <param name="Metadata">The groups of metadata, the same for all kinds.</param>
internal sealed record FieldMap(ValueMap<KindFields> Kinds, MetadataFields Metadata)
{
    /// <summary>The longest list that is looked into.</summary>
    public const int LongestList = 1024;

    /// <summary>The longest list in an element of a list, or of settings of ports, that is looked into.</summary>
    public const int LongestInnerList = 32;

    /// <summary>The map of Mesh.</summary>
    public static FieldMap Default { get; } = new(
        IstioFields.All.Select(kind => KeyValuePair.Create(kind.Kind, kind)).ToValueMap(), new MetadataFields());

    public KindFields? Find(string kind) => Kinds.TryGetValue(kind, out KindFields? found) ? found : null;
}
