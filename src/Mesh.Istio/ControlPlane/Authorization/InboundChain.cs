namespace Mesh.Istio.ControlPlane.Authorization;

/// <summary>The filter chain that takes a connection.</summary>
/// <param name="IsHttp">Whether it looks at requests; bytes otherwise.</param>
/// <param name="Identity">What it shows of the caller's certificate; empty for none.</param>
internal sealed record InboundChain(bool IsHttp, string Identity)
{
    public bool IsIdentityKnown { get; init; } = true;

    /// <summary>The server name, as far as the listener reads it.</summary>
    public string Sni { get; init; } = "";

    /// <summary>Whether policies are asked: not where any client's TLS is passed on (AUTO_PASSTHROUGH).</summary>
    public bool HasPolicies { get; init; } = true;

    /// <summary>Whether TLS goes on to the next hop as it came.</summary>
    public bool PassesTls { get; init; }

    /// <summary>The TLS of the chain, as routing looks at it.</summary>
    public CallTls Tls { get; init; }

    public static InboundChain With(bool isHttp, InboundTls tls) =>
        new(isHttp, tls.Identity ?? "") { IsIdentityKnown = tls.IsIdentityKnown, Sni = tls.Sni.ToLowerInvariant() };
}
