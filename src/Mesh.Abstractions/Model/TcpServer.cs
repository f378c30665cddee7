using System.Text.Json.Serialization;

namespace Mesh;

/// <summary>Plain TCP on the declared port, mutual TLS between clusters, where the host is told by SNI.</summary>
public sealed record TcpServer : GatewayServer
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public override required int Port { get; init; }

    /// <summary>Where connections go; several share by weight.</summary>
    public ValueList<ServiceDestination> Destinations { get; init; }
}
