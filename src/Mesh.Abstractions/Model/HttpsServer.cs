using System.Text.Json.Serialization;

namespace Mesh;

/// <summary>HTTP over TLS that the gateway terminates (default port 443), mutual TLS between clusters.</summary>
public sealed record HttpsServer : GatewayServer
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public override int Port { get; init; } = 443;

    /// <summary>Certificate and TLS settings of the declared port.</summary>
    public required ServerTls Tls { get; init; }

    /// <summary>
    /// What the host's requests speak; <see langword="null"/> means: as the port of the Service behind it says (<c>appProtocol</c>, else
    /// its name).
    /// </summary>
    public HttpProtocol? Protocol { get; init; }

    /// <summary>The routes, tried in order; the first whose match fits is taken.</summary>
    public ValueList<Route> Routes { get; init; }
}
