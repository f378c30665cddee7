using System.Text.Json.Serialization;

namespace Mesh;

/// <summary>Plain HTTP on the declared port (default 80), mutual TLS between clusters.</summary>
public sealed record HttpServer : GatewayServer
{
    /// <inheritdoc/>
    [JsonPropertyOrder(-1)]
    public override int Port { get; init; } = 80;

    /// <summary>
    /// What the host's requests speak; <see langword="null"/> means: as the port of the Service behind it says (<c>appProtocol</c>, else
    /// its name).
    /// </summary>
    public HttpProtocol? Protocol { get; init; }

    /// <summary>The routes, tried in order; the first whose match fits is taken.</summary>
    public ValueList<Route> Routes { get; init; }
}
