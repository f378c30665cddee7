using Mesh.Diagnostics;
using Mesh.Documents;

namespace Mesh.Istio.Access.Importing;

/// <summary>Texts of documents, and findings at them.</summary>
internal static class ReferenceText
{
    public const string Group = "rbac.tsb.tetrate.io/";

    public static bool IsKind(MappingNode document, Func<string, bool> kind) =>
        (Of(document["apiVersion"]) ?? Of(document["apiversion"]) ?? "").StartsWith(Group, StringComparison.Ordinal)
        && kind(Of(document["kind"]) ?? "");

    public static string? Of(DocumentNode? node) => (node as ScalarNode)?.Text;

    public static string Field(MappingNode? mapping, string name) => Of(mapping?[name]) ?? "";

    public static MappingNode? Part(MappingNode? mapping, string name) => mapping?[name] as MappingNode;

    public static IEnumerable<DocumentNode> Items(MappingNode? mapping, string name) => (mapping?[name] as SequenceNode)?.Items ?? [];

    public static IEnumerable<string> Texts(MappingNode? mapping, string name) => Items(mapping, name).Select(Of).OfType<string>();

    public static Diagnostic NotTaken(string path, DocumentNode at, string message, string help) =>
        AccessDiagnostics.NotTaken.At(path, message, help) with { Position = at.Position };
}
