namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>A server of a Gateway on the port where its proxy listens.</summary>
/// <param name="Gateway">The Gateway, <c>namespace/name</c>.</param>
/// <param name="Server">The server.</param>
/// <param name="Hosts">Its hosts, <c>./</c> and <c>*/</c> resolved.</param>
/// <param name="Port">The port of the listener.</param>
/// <param name="RouteName">The name of its route configuration; empty for servers that do not speak HTTP.</param>
internal sealed record GatewayServer(string Gateway, Resources.Server Server, ValueList<string> Hosts, int Port, string RouteName)
{
    public Resources.ServerTlsMode? TlsMode => Server.Tls is { } tls ? tls.Mode ?? Resources.ServerTlsMode.Passthrough : null;

    public bool TerminatesTls => TlsMode is not (null or Resources.ServerTlsMode.Passthrough or Resources.ServerTlsMode.AutoPassthrough);

    /// <summary>The hosts without namespaces.</summary>
    public IEnumerable<string> Names => Hosts.Select(Resources.Server.NameOf);
}
