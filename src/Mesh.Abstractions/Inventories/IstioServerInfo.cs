namespace Mesh.Inventories;

/// <summary>A server of a Gateway of Istio.</summary>
/// <param name="Port">The port's number; 0 when it was not read.</param>
/// <param name="Name">The port's name.</param>
/// <param name="Protocol">The port's protocol, for example <c>TLS</c>.</param>
/// <param name="TlsMode">The mode of TLS, for example <c>AUTO_PASSTHROUGH</c>; empty without TLS.</param>
/// <param name="Hosts">The hosts as written: <c>NAMESPACE/HOST</c> or <c>HOST</c>, with wildcards.</param>
public sealed record IstioServerInfo(int Port, string Name, string Protocol, string TlsMode, ValueList<string> Hosts);
