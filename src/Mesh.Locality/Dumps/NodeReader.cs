using Mesh.Inventories;
using Mesh.Resolution;

namespace Mesh.Dumps;

/// <summary>Reads a Node.</summary>
internal static class NodeReader
{
    public static NodeInfo Read(ObjectIdentity head, ValueMap<string> labels) =>
        new() { Name = head.Name, Labels = labels, Locality = LocalityResolver.OfNode(labels, head.Name) };
}
