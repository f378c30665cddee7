using Mesh.Inventories;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>A server of somebody else's Gateway on the mesh port of pods that are a gateway of the model.</summary>
/// <param name="Gateway">The Gateway.</param>
/// <param name="Server">The server.</param>
internal sealed record ForeignServer(IstioGatewayInfo Gateway, IstioServerInfo Server)
{
    /// <summary>What may share a port.</summary>
    public enum Protocols
    {
        /// <summary>HTTP without TLS.</summary>
        Http,

        /// <summary>TLS, whoever ends it.</summary>
        Tls,

        /// <summary>Anything else.</summary>
        Tcp,
    }

    /// <summary>What the server's port speaks.</summary>
    public Protocols Speaks => Server.Protocol.ToUpperInvariant() switch
    {
        "HTTPS" or "TLS" => Protocols.Tls,
        "HTTP" or "HTTP2" or "GRPC" or "GRPC-WEB" => Protocols.Http,
        _ => Protocols.Tcp,
    };

    public string Name => $"{Gateway.Namespace}/{Gateway.Name}";

    /// <summary>Whether calls are taken unencrypted: a listener of HTTP takes every host away that is passed through.</summary>
    public bool IsPlain => Server.TlsMode.Length == 0 && !Server.Protocol.Equals("TLS", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether calls that are meant for a service of another cluster pass here by its own name (AUTO_PASSTHROUGH).</summary>
    public bool Passes(ServiceName service) => Server.TlsMode.Equals("AUTO_PASSTHROUGH", StringComparison.OrdinalIgnoreCase)
        && Server.Hosts.Any(host => Covers(host, service));

    /// <summary>Whether the server names a host itself, not by a wildcard: of two exact ones for a host the older Gateway's
    /// holds.</summary>
    public bool Names(string host) => Server.Hosts.Any(
        written => written[(written.IndexOf('/', StringComparison.Ordinal) + 1)..].Equals(host, StringComparison.OrdinalIgnoreCase));

    private bool Covers(string written, ServiceName service)
    {
        int slash = written.IndexOf('/', StringComparison.Ordinal);
        string scope = slash < 0 ? "*" : written[..slash];
        string host = written[(slash + 1)..];
        return (scope == "*" || service.Namespace == (scope == "." ? Gateway.Namespace : scope))
            && (host == "*" || (host.StartsWith("*.", StringComparison.Ordinal)
                ? service.Fqdn.EndsWith(host[1..], StringComparison.OrdinalIgnoreCase)
                : host.Equals(service.Fqdn, StringComparison.OrdinalIgnoreCase)));
    }
}
