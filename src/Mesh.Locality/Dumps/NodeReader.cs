using Mesh.Inventories;
using Mesh.Resolution;

namespace Mesh.Dumps;

/// <summary>Reads a Node.</summary>
internal static class NodeReader
{
    public static NodeInfo Read(ObjectIdentity head, ValueMap<string> labels, Fields fields) => new()
    {
        Name = head.Name,
        Labels = labels,
        Locality = LocalityResolver.OfNode(labels, head.Name),
        Addresses = (fields.Mapping("status")?.Mappings("addresses") ?? [])
            .Where(address => address.Text("type") is "InternalIP" or "ExternalIP")
            .Select(address => address.Text("address") ?? "")
            .Where(address => address.Length > 0)
            .ToValueList(),
    };
}
