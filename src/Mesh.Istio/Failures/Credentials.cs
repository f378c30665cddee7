using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Failures;

/// <summary>The Secrets that servers of gateways take their certificates from.</summary>
internal static class Credentials
{
    public static IEnumerable<string> Of(IEnumerable<IstioObject> objects) => objects.OfType<Resources.Gateway>()
        .SelectMany(gateway => Of(gateway.Servers)).Distinct(StringComparer.Ordinal);

    public static IEnumerable<string> Of(IEnumerable<Server> servers) => servers.SelectMany(server => Of(server.Tls));

    /// <summary>Those of the server that takes a connection to a port of a gateway; none where it has none.</summary>
    public static IEnumerable<string> Of(ProxyConfig gateway, int port, string serverName, bool hasIstioProtocols)
    {
        return Of(new GatewayRouter(gateway).ChainsAt(port).Find(serverName, hasIstioProtocols)?.Server.Server.Tls);
    }

    private static IEnumerable<string> Of(ServerTlsSettings? tls) =>
        tls is null ? [] : tls.CredentialNames.Append(tls.CredentialName ?? "").Where(name => name.Length > 0).Select(NameOf);

    // Of the Gateway API istiod names them kubernetes-gateway://NAMESPACE/NAME.
    private static string NameOf(string credential) => credential.StartsWith("kubernetes-gateway://", StringComparison.Ordinal)
        ? credential[(credential.LastIndexOf('/') + 1)..] : credential;
}
