namespace Mesh.Documents;

/// <summary>The merge key <c>&lt;&lt;</c> of YAML 1.1: a mapping takes over the entries of others, the first of which wins.</summary>
internal static class YamlMerge
{
    /// <summary>The entries that a merge key brings; an error where its value is none that can be merged.</summary>
    public static IEnumerable<MappingEntry> Entries(MappingEntry merge, List<DocumentError> errors)
    {
        DocumentNode[] sources = merge.Value is SequenceNode list ? [.. list.Items] : [merge.Value];
        if (Array.Find(sources, source => source is not MappingNode) is { } other)
        {
            errors.Keep(new DocumentError(other.Position, $"The key '<<' merges mappings, not {other.KindName}."));
            return [];
        }

        return sources.Cast<MappingNode>().SelectMany(mapping => mapping.Entries);
    }
}
