using Mesh.Documents;

namespace Mesh.Istio.ModelFiles;

/// <summary>One document that was read: a concept with its parents' names.</summary>
internal sealed record ModelDocument(string File, ModelDocumentKind Kind, MappingNode Metadata, MappingNode? Spec)
{
    public string Name => Text("name");

    /// <summary>The names of the parents and its own, as children name them.</summary>
    public string Key => string.Join('/', Kind.Parents.Select(Text).Append(Name));

    /// <summary>The key of the document that this one hangs below; empty for the organization.</summary>
    public string ParentKey => string.Join('/', Kind.Parents.Select(Text));

    /// <summary>The place in findings.</summary>
    public string Path => string.Join('/', new[] { File, Kind.Name, Name }.Where(part => part.Length > 0));

    public string Text(string field) => Metadata[field] is ScalarNode { Kind: ScalarKind.Text } text ? text.Text : "";
}
