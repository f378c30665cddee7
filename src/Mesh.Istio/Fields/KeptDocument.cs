using Mesh.Documents;

namespace Mesh.Istio.Fields;

/// <summary>A document that is kept as it was read, for whoever understands it later. Equal by content, wherever it stood.</summary>
internal sealed class KeptDocument(MappingNode root) : IEquatable<KeptDocument>
{
    public MappingNode Root { get; } = root;

    public bool Equals(KeptDocument? other) => other is not null && Same(Root, other.Root);

    public override bool Equals(object? obj) => Equals(obj as KeptDocument);

    public override int GetHashCode() => HashCode.Combine(Root.Size, Root.Bytes);

    private static bool Same(DocumentNode left, DocumentNode right) => (left, right) switch
    {
        (ScalarNode one, ScalarNode two) => one.Kind == two.Kind && one.Text == two.Text,
        (SequenceNode one, SequenceNode two) => one.Items.Count == two.Items.Count && one.Items.Zip(two.Items).All(
            pair => Same(pair.First, pair.Second)),
        (MappingNode one, MappingNode two) => one.Entries.Count == two.Entries.Count && one.Entries.All(
            entry => two.TryGet(entry.Key, out DocumentNode? value) && Same(entry.Value, value)),
        _ => false,
    };
}
