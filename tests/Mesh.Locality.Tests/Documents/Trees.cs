using System.Text;
using Mesh.Documents;

namespace Mesh.Localities.Tests.Documents;

/// <summary>Documents in short form for comparison.</summary>
internal static class Trees
{
    public static DocumentSet Read(string text) => DocumentReader.Read(Encoding.UTF8.GetBytes(text));

    /// <summary>A tree on one line, each scalar with the first letter of its kind: <c>{a: t"x", b: [i"1"]}</c>.</summary>
    public static string Show(DocumentNode node) => node switch
    {
        MappingNode mapping => $"{{{string.Join(", ", mapping.Entries.Select(entry => $"{entry.Key}: {Show(entry.Value)}"))}}}",
        SequenceNode sequence => $"[{string.Join(", ", sequence.Items.Select(Show))}]",
        ScalarNode scalar => $"{char.ToLowerInvariant(scalar.Kind.ToString()[0])}\"{scalar.Text}\"",
        _ => "?",
    };

    public static string ShowAll(string text) => string.Join(" | ", Read(text).Documents.Select(Show));

    /// <summary>Where keys and values stand: <c>a@1:1=1:4</c>.</summary>
    public static string Positions(string text) => string.Join(" ", Read(text).Documents.SelectMany(Positions));

    /// <summary>All that is known of a tree: values, kinds, places and sizes.</summary>
    public static string ShowPlaces(DocumentNode node) => $"{node.Position.Line}:{node.Position.Column} " + node switch
    {
        MappingNode mapping => "{" + string.Join(", ", mapping.Entries.Select(
            entry => $"{entry.Key}@{entry.KeyPosition.Line}:{entry.KeyPosition.Column}: {ShowPlaces(entry.Value)}")) + "}",
        SequenceNode sequence => "[" + string.Join(", ", sequence.Items.Select(ShowPlaces)) + "]",
        ScalarNode scalar => $"{scalar.Kind} '{scalar.Text}'",
        _ => "?",
    } + $" {node.Size} {node.Bytes}";

    private static IEnumerable<string> Positions(DocumentNode node) => node switch
    {
        MappingNode mapping => mapping.Entries.SelectMany(entry => Positions(entry.Value).Prepend(
            $"{entry.Key}@{entry.KeyPosition.Line}:{entry.KeyPosition.Column}={entry.Value.Position.Line}:{entry.Value.Position.Column}")),
        SequenceNode sequence => sequence.Items.SelectMany(Positions),
        _ => [],
    };
}
