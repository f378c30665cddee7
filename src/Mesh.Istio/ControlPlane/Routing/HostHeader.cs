using System.Globalization;

namespace Mesh.Istio.ControlPlane.Routing;

/// <summary>The value of a <c>Host</c> header.</summary>
internal static class HostHeader
{
    /// <summary>As clients write it: with the port, unless that is the scheme's own.</summary>
    public static string Of(string host, int port, bool isTls) =>
        port == (isTls ? 443 : 80) || host.Length == 0 || WithoutPort(host) != host ? host
        : string.Create(CultureInfo.InvariantCulture, $"{host}:{port}");

    public static string WithoutPort(string host)
    {
        int colon = host.LastIndexOf(':');
        return colon > 0 && host.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0
            && (host.IndexOf(':', StringComparison.Ordinal) == colon || host.StartsWith('['))
            ? host[..colon]
            : host;
    }
}
