using System.Text.Json.Serialization;

namespace Mesh;

/// <summary>TLS that the gateway does not open (default port 443): the host is told by SNI, the service holds the certificate.</summary>
public sealed record TlsPassthroughServer : GatewayServer
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public override int Port { get; init; } = 443;

    /// <summary>Where connections go; several share by weight.</summary>
    public ValueList<ServiceDestination> Destinations { get; init; }
}
