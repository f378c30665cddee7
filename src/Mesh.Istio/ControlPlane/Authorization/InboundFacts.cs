namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>What the filters of one chain see of a call.</summary>
internal sealed record InboundFacts
{
    /// <summary>The identity of the certificate; empty where there is none or it has no name.</summary>
    public string Identity { get; init; } = "";

    public bool IsIdentityKnown { get; init; } = true;

    /// <summary>The server name in small letters; empty on plain ports.</summary>
    public string Sni { get; init; } = "";

    public required int Port { get; init; }

    /// <summary>The pod's own address; <see langword="null"/> when it is not known.</summary>
    public string? OwnAddress { get; init; }

    /// <summary>Where the connection comes from.</summary>
    public string? Address { get; init; }

    /// <summary>Where the request comes from, as the proxy believes it.</summary>
    public string? RemoteAddress { get; init; }

    public string Method { get; init; } = "";

    /// <summary>The path after normalization, without query.</summary>
    public string Path { get; init; } = "";

    public string Host { get; init; } = "";

    public ValueMap<string> Headers { get; init; }

    /// <summary>The claims of a token that was accepted; <see langword="null"/> without.</summary>
    public BearerToken? Token { get; init; }

    public bool IsTokenKnown { get; init; } = true;

    /// <summary>What a condition may ask and nobody knows here.</summary>
    public UnknownFacts Unknown =>
        (IsIdentityKnown ? 0 : UnknownFacts.Identity)
        | (IsTokenKnown ? 0 : UnknownFacts.Token)
        | (Address is null || RemoteAddress is null || OwnAddress is null ? UnknownFacts.Address : 0);

    public string? Header(string lowerName) => lowerName switch
    {
        ":method" => Method,
        ":authority" or "host" => Host,
        ":path" => Path,
        _ => Headers.TryGetValue(lowerName, out string? value) ? value : null,
    };
}
