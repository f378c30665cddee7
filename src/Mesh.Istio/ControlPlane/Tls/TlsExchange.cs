using Mesh.Istio.ControlPlane.Authorization;

namespace Mesh.Istio.ControlPlane.Tls;

/// <summary>Whether what a client sends and what a server takes go together.</summary>
internal static class TlsExchange
{
    /// <summary>What is wrong with a server that is no proxy, and speaks plain text; <see langword="null"/> for nothing.</summary>
    public static string? ProblemAtPlainServer(SentTls sent) =>
        sent.Kind == SentTlsKind.PlainText ? null : "TLS arrives at a server without a proxy, which speaks plain text";

    /// <summary>What is wrong with a server that is no proxy, and speaks TLS.</summary>
    public static string? ProblemAtTlsServer(SentTls sent, ServerCertificate certificate, string authority) =>
        sent.Kind == SentTlsKind.PlainText ? "plain text arrives at a server that speaks TLS" : certificate.Problem(sent, authority);

    /// <summary>What is wrong at a proxy.</summary>
    /// <param name="sent">What arrives.</param>
    /// <param name="match">The chain that takes it.</param>
    /// <param name="certificate">What the proxy shows.</param>
    /// <param name="authority">The request's host; empty without request.</param>
    public static string? ProblemAtProxy(SentTls sent, InboundMatch match, ServerCertificate certificate, string authority) =>
        match.Chain is not { } chain ? match.Refusal
        : sent.Kind == SentTlsKind.PlainText ? null
        : chain.PassesTls ? null
        : certificate.Problem(sent, authority);
}
