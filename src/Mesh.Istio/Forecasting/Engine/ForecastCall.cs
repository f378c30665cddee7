using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.ControlPlane.Routing;
using Mesh.Istio.ControlPlane.Tls;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>What is sent to an endpoint.</summary>
/// <param name="Host">The host of the request.</param>
/// <param name="Http">Whether the caller's proxy speaks HTTP, so that it sees status codes.</param>
/// <param name="Tls">How the caller connects.</param>
/// <param name="Sni">The TLS server name.</param>
internal sealed record ForecastCall(string Host, bool Http, CallTls Tls = CallTls.None, string Sni = "")
{
    /// <summary>The request, where the caller's proxy speaks HTTP.</summary>
    public Request Request { get; init; } = new();

    /// <summary>Whether the application itself speaks TLS, which proxies then pass on.</summary>
    public bool ApplicationTls { get; init; }

    /// <summary>The same as a route sends it on to one of its targets.</summary>
    /// <param name="target">The target.</param>
    /// <param name="authority">The host of the request as it came to the proxy.</param>
    public ForecastCall Via(WeightedTarget target, string authority)
    {
        if (target.Request is not { } sent)
        {
            return this;
        }

        string named = HostHeader.WithoutPort(sent.Authority ?? authority);
        return this with { Request = sent, Host = named == HostHeader.WithoutPort(authority) ? Host : named };
    }

    /// <summary>The host or address as the client writes it, which its proxy may pass on to; empty behind the first proxy.</summary>
    public string Dialled { get; init; } = "";

    /// <summary>The port that the client calls.</summary>
    public int Port { get; init; }

    /// <summary>What the proxy that sends it speaks.</summary>
    public SentTls Sent { get; init; } = SentTls.PlainText;

    /// <summary>Whether <see cref="Sent"/> is that of an earlier proxy, whose TLS is passed on.</summary>
    public bool Carried { get; init; }

    /// <summary>The cluster of the proxy whose TLS it is; empty for a caller from outside.</summary>
    public string Sender { get; init; } = "";

    /// <summary>The identity of the certificate that the sending proxy shows; <see langword="null"/> when nobody knows.</summary>
    public string? Identity { get; init; }

    /// <summary>The host of the request as proxies see it.</summary>
    public string Authority => Request.Authority ?? Host;

    /// <summary>As it arrives at a port of a pod. From which address nobody knows.</summary>
    public InboundCall ArrivesAt(int port) => new()
    {
        Port = port,
        IsHttp = Http,
        Token = BearerToken.Of(Request),
        IsTokenKnown = Request.Claims is not null,
        Request = Request with { Authority = Authority },
        Tls = Sent.Kind == SentTlsKind.PlainText
            ? ApplicationTls ? new InboundTls { Sni = Host } : null
            : Sent.ArrivesAs(Identity ?? "", Http ? Authority : "")! with { IsIdentityKnown = Identity is not null },
    };

    /// <summary>The same as it leaves a proxy that adds no TLS of its own.</summary>
    public ForecastCall AsIs() =>
        ApplicationTls ? this with { Tls = CallTls.Simple, Sni = Host } : this with { Tls = CallTls.None, Sni = "" };
}
