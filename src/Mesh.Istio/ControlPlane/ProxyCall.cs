namespace Mesh.Istio.ControlPlane;

/// <summary>A request that arrives at a proxy: from outside at a gateway, from its own workload at a sidecar.</summary>
public sealed record ProxyCall
{
    /// <summary>The port that the request is sent to.</summary>
    public required int Port { get; init; }

    /// <summary>
    /// The host of the request (<c>Host</c> or <c>:authority</c>), with or without port; empty where only TLS is looked at.
    /// </summary>
    public string Host { get; init; } = "";

    /// <summary>The IP address that is dialled; counts at sidecars. Default: none.</summary>
    public string Address { get; init; } = "";

    /// <summary>The request, whose authority counts before <see cref="Host"/>. Default: <c>GET /</c> without headers.</summary>
    public Request Request { get; init; } = new();

    /// <summary>Plain text or TLS. Default: plain text.</summary>
    public CallTls Tls { get; init; }

    /// <summary>The server name of the TLS handshake; empty for none.</summary>
    public string Sni { get; init; } = "";

    /// <summary>What the proxy sees as the host of the request.</summary>
    internal string Authority => Request.Authority ?? Host;
}
