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
        Addresses = AddressesOf(fields, "InternalIP", "ExternalIP"),
        ExternalAddresses = AddressesOf(fields, "ExternalIP"),
    };

    private static ValueList<string> AddressesOf(Fields fields, params string[] types) =>
        (fields.Mapping("status")?.Mappings("addresses") ?? [])
        .Where(address => types.Contains(address.Text("type"), StringComparer.Ordinal))
        .Select(address => address.Text("address") ?? "")
        .Where(address => address.Length > 0)
        .ToValueList();
}
