using Mesh.Documents;

namespace Mesh.Istio.Fields;

/// <summary>Follows the paths of findings, <c>servers/0/port</c>, through documents.</summary>
internal static class NodePath
{
    /// <summary>The value at a path. Of a path that leads on, the last value that is there.</summary>
    public static DocumentNode Find(DocumentNode node, string path)
    {
        while (Step(node, path) is { } next)
        {
            (node, path) = next;
        }

        return node;
    }

    /// <summary>The child that a path leads to, with the rest of the path; keys may hold slashes themselves.</summary>
    public static (DocumentNode Node, string Left)? Step(DocumentNode node, string path)
    {
        IEnumerable<(string Key, DocumentNode Value)> children = node switch
        {
            MappingNode mapping => mapping.Entries.Select(entry => (entry.Key, entry.Value)),
            SequenceNode list => list.Items.Select((item, index) => ($"{index}", item)),
            _ => [],
        };
        foreach ((string key, DocumentNode value) in path.Length == 0 ? [] : children)
        {
            if (path == key || path.StartsWith(key + "/", StringComparison.Ordinal))
            {
                return (value, path == key ? "" : path[(key.Length + 1)..]);
            }
        }

        return null;
    }
}
