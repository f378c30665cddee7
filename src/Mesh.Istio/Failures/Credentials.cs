using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Failures;

/// <summary>The Secrets that servers of gateways take their certificates from.</summary>
internal static class Credentials
{
    public static IEnumerable<string> Of(IEnumerable<IstioObject> objects) => objects.OfType<Resources.Gateway>()
        .SelectMany(gateway => gateway.Servers).SelectMany(server => Of(server.Tls)).Distinct(StringComparer.Ordinal);

    /// <summary>Those of the server that takes a connection to a port of a gateway; none where it has none.</summary>
    public static IEnumerable<string> Of(ProxyConfig gateway, int port, string serverName, bool hasIstioProtocols)
    {
        return Of(new GatewayRouter(gateway).ChainsAt(port).Find(serverName, hasIstioProtocols)?.Server.Server.Tls);
    }

    private static IEnumerable<string> Of(ServerTlsSettings? tls) =>
        tls is null ? [] : tls.CredentialNames.Append(tls.CredentialName ?? "").Where(name => name.Length > 0);
}
