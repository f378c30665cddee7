using System.Globalization;
using Mesh.Documents;

namespace Mesh.Istio.Admission;

/// <summary>Reads values of a tree.</summary>
internal static class Nodes
{
    /// <summary>A field as text; empty when it is absent or no scalar.</summary>
    public static string Text(DocumentNode? node, string field) => Text((node as MappingNode)?[field]);

    public static string Text(DocumentNode? node) => node is ScalarNode scalar ? scalar.Text : "";

    public static bool Has(DocumentNode? node, string field) => (node as MappingNode)?[field] is not null;

    public static bool IsTrue(DocumentNode? node, string field) => Text(node, field) == "true";

    public static DocumentNode? Child(DocumentNode? node, string field) => (node as MappingNode)?[field];

    public static IReadOnlyList<DocumentNode> Items(DocumentNode? node, string field) => Items((node as MappingNode)?[field]);

    public static IReadOnlyList<DocumentNode> Items(DocumentNode? node) => node is SequenceNode list ? list.Items : [];

    public static IReadOnlyList<MappingEntry> Entries(DocumentNode? node, string field) => Entries((node as MappingNode)?[field]);

    public static IReadOnlyList<MappingEntry> Entries(DocumentNode? node) => node is MappingNode map ? map.Entries : [];

    /// <summary>How many items or entries there are.</summary>
    public static int Count(DocumentNode node) => node switch
    {
        SequenceNode list => list.Items.Count,
        MappingNode map => map.Entries.Count,
        _ => 0,
    };

    public static double Number(DocumentNode? node) =>
        double.TryParse(Text(node), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : 0;

    public static double Number(DocumentNode? node, string field) => Number((node as MappingNode)?[field]);

    /// <summary>A duration in milliseconds; tree and manifests write durations in seconds.</summary>
    public static decimal Milliseconds(DocumentNode node) =>
        node is ScalarNode { Text: [.., 's'] text }
            && decimal.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal seconds)
            ? seconds * 1000 : 0;
}
