namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>A connection, and the request on it, as it arrives at a proxy: at a pod's sidecar, or at a gateway.</summary>
internal sealed record InboundCall
{
    /// <summary>The port of the pod.</summary>
    public required int Port { get; init; }

    /// <summary>Whether the client speaks HTTP; the bytes of a connection otherwise.</summary>
    public bool IsHttp { get; init; } = true;

    /// <summary>Whether it is HTTP/2.</summary>
    public bool IsHttp2 { get; init; }

    /// <summary>TLS; <see langword="null"/> for plain text.</summary>
    public InboundTls? Tls { get; init; }

    /// <summary>The address that the connection comes from; <see langword="null"/> when nobody knows.</summary>
    public string? Address { get; init; }

    /// <summary>What is asked, with HTTP. Its authority is the host.</summary>
    public Request Request { get; init; } = new();

    /// <summary>The bearer token; <see langword="null"/> when the client sends none.</summary>
    public BearerToken? Token { get; init; }

    /// <summary>Whether <see cref="Token"/> says what the client sends. Default: yes.</summary>
    public bool IsTokenKnown { get; init; } = true;
}
