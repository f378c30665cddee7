using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>Reads of a VirtualService what tells whose hosts it routes.</summary>
internal static class VirtualServiceReader
{
    public static VirtualServiceInfo Read(ObjectIdentity head, ValueMap<string> labels, Fields fields)
    {
        Fields? spec = fields.Mapping("spec");
        return new VirtualServiceInfo
        {
            Name = head.Name,
            Namespace = head.Namespace,
            Labels = labels,
            Hosts = spec?.Texts("hosts") ?? default,
            Gateways = spec?.Texts("gateways") ?? default,
        };
    }
}
