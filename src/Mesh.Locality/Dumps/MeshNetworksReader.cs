using Mesh.Inventories;

namespace Mesh.Dumps;

/// <summary>Reads MeshNetworks.</summary>
internal static class MeshNetworksReader
{
    public static ValueList<MeshNetworkInfo> Read(Fields fields)
    {
        var networks = new List<MeshNetworkInfo>();
        foreach ((string name, Fields network) in fields.NamedMappings("networks"))
        {
            var registries = new List<string>();
            var cidrs = new List<string>();
            foreach (Fields endpoint in network.Mappings("endpoints"))
            {
                AddIfText(registries, endpoint.Text("fromRegistry"));
                AddIfText(cidrs, endpoint.Text("fromCidr"));
            }

            networks.Add(new MeshNetworkInfo
            {
                Name = name,
                Registries = registries.ToValueList(),
                Cidrs = cidrs.ToValueList(),
                Gateways = network.Mappings("gateways").Select(ReadGateway).ToValueList(),
            });
        }

        return networks.OrderBy(network => network.Name, StringComparer.Ordinal).ToValueList();
    }

    private static MeshNetworkGateway ReadGateway(Fields gateway) => new(
        gateway.Text("address") ?? "",
        gateway.Text("registryServiceName") ?? "",
        gateway.Port("port") ?? 0,
        Locality.Parse(gateway.Text("locality") ?? ""));

    private static void AddIfText(List<string> texts, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            texts.Add(text);
        }
    }
}
