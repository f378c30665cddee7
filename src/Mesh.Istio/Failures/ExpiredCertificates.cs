using Mesh.Istio.ControlPlane;

namespace Mesh.Istio.Failures;

/// <summary>What is wrong with TLS where certificates have expired: the same for forecasts and simulations.</summary>
/// <param name="parts">What fails.</param>
internal sealed class ExpiredCertificates(FailedParts parts)
{
    public bool Any => parts.Certificates.Count > 0 || parts.Credentials.Count > 0;

    /// <summary>Why mutual TLS of the mesh fails between proxies of two clusters; <see langword="null"/> when it does not.</summary>
    public string? Between(string from, string to) => parts.Certificates.Contains(to) ? $"the workload certificates of {to} have expired"
        : parts.Certificates.Contains(from) ? $"the workload certificates of {from} have expired"
        : null;

    /// <summary>Why a client refuses a server of a gateway whose certificate it checks; <see langword="null"/> when it does not.</summary>
    public string? Of(ProxyConfig gateway, int port, string serverName, bool hasIstioProtocols) => parts.Credentials.Count == 0 ? null
        : Credentials.Of(gateway, port, serverName, hasIstioProtocols)
            .Where(name => parts.Credentials.Contains((gateway.Proxy.Cluster, name)))
            .Select(name => $"its certificate {name} has expired")
            .FirstOrDefault();
}
