using System.Text.Json.Serialization;

namespace Mesh;

/// <summary>Plain TCP on the declared port, mutual TLS between clusters, where the host is told by SNI.</summary>
public sealed record TcpServer : GatewayServer
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public override required int Port { get; init; }

    /// <summary>
    /// A virtual IP address of the host, by which sidecars tell it from other TCP hosts on the same port, for example <c>240.0.1.1</c>; it
    /// belongs to nothing else. <see langword="null"/> (the default) is right where sidecars answer DNS themselves (proxy DNS capture).
    /// </summary>
    public string? Address { get; init; }

    /// <summary>Where connections go; several share by weight.</summary>
    public ValueList<ServiceDestination> Destinations { get; init; }
}
