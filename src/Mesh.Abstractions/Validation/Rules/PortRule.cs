using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Ports in range, and none that the mesh or the proxy needs itself.</summary>
internal sealed class PortRule : IModelRule
{
    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (ServerEntry entry in model.Servers)
        {
            CheckServer(entry, found);
            foreach (DestinationsEntry list in entry.Destinations())
            {
                for (int i = 0; i < list.Destinations.Count; i++)
                {
                    if (!IsPort(list.Destinations[i].Port))
                    {
                        found.Add(ModelDiagnostics.InvalidPort.At(
                            list.At(i, "port"), $"port {list.Destinations[i].Port} is out of range.",
                            "Use a port of the service, 1 to 65535."));
                    }
                }
            }
        }
    }

    public static bool IsPort(int port) => port is >= 1 and <= 65535;

    private static void CheckServer(ServerEntry entry, List<Diagnostic> found)
    {
        int port = entry.Server.Port;
        if (!IsPort(port))
        {
            found.Add(
                ModelDiagnostics.InvalidPort.At(
                    entry.At("port"), $"port {port} is out of range.", "Use a port of the gateway's Service, 1 to 65535."));
        }
        else if (port == GatewayServer.MeshPort)
        {
            found.Add(ModelDiagnostics.ReservedPort.At(
                entry.At("port"), $"port {port} is reserved for calls between clusters.",
                "Every server is reached there anyway; declare the port that users call."));
        }
        else if (IsProxyPort(port))
        {
            found.Add(ModelDiagnostics.ProxyPort.At(
                entry.At("port"), $"port {port} is used by the proxy itself.",
                "Use another port: Istio leaves listeners out that meet its own."));
        }
    }

    // Istio 1.30, "Ports used by Istio": admin, outbound, debug, inbound, HBONE, health and metrics of the proxy.
    private static bool IsProxyPort(int port) => port is 15000 or 15001 or 15004 or 15006 or 15008 or 15020 or 15021 or 15053 or 15090;
}
