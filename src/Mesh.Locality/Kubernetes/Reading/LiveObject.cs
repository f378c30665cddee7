using Mesh.Documents;
using Mesh.Dumps;

namespace Mesh.Kubernetes.Reading;

/// <summary>
/// Reads an object of a live cluster as one of a dump is read. In diagnostics its path is <c>CLUSTER/RESOURCE/NAMESPACE/NAME</c>.
/// </summary>
internal static class LiveObject
{
    /// <summary>Reads it and tells its namespace and name.</summary>
    public static (string Namespace, string Name) Read(ClusterReader reader, LiveKind kind, DocumentNode node)
    {
        MappingNode? metadata = (node as MappingNode)?["metadata"] as MappingNode;
        (string Namespace, string Name) key = (Text(metadata, "namespace"), Text(metadata, "name"));
        reader.ReadObject(PathOf(reader.Cluster, kind, key), node, kind.Kind, kind.ApiVersion);
        return key;
    }

    public static string PathOf(string cluster, LiveKind kind, (string Namespace, string Name) key) =>
        key.Namespace.Length == 0 ? $"{cluster}/{kind.Resource}/{key.Name}" : $"{cluster}/{kind.Resource}/{key.Namespace}/{key.Name}";

    public static string VersionOf(DocumentNode node) => Text((node as MappingNode)?["metadata"] as MappingNode, "resourceVersion");

    private static string Text(MappingNode? mapping, string key) =>
        mapping?[key] is ScalarNode { Kind: ScalarKind.Text } scalar ? scalar.Text : "";
}
