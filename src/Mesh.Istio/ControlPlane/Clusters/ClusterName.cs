using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Mesh.Istio.ControlPlane.Clusters;

/// <summary>
/// The name of an Envoy cluster (istio <c>pilot/pkg/model/service.go</c> BuildSubsetKey, ParseSubsetKey, BuildDNSSrvSubsetKey).
/// </summary>
/// <param name="Port">The port of the service.</param>
/// <param name="Subset">The subset; empty for none.</param>
/// <param name="Host">The full host name.</param>
internal readonly record struct ClusterName(int Port, string Subset, string Host)
{
    /// <summary>The cluster of requests for hosts that the proxy does not know, where they are allowed.</summary>
    public const string Passthrough = "PassthroughCluster";

    /// <summary>The cluster of requests for hosts that the proxy does not know, where they are refused.</summary>
    public const string BlackHole = "BlackHoleCluster";

    public static string Outbound(int port, string subset, string host) =>
        string.Create(CultureInfo.InvariantCulture, $"outbound|{port}|{subset}|{host}");

    /// <summary>The name behind AUTO_PASSTHROUGH, which is also the server name that clients send.</summary>
    public static string Sni(int port, string subset, string host) =>
        string.Create(CultureInfo.InvariantCulture, $"outbound_.{port}_.{subset}_.{host}");

    /// <summary>Whether a cluster takes what the proxy knows no host for.</summary>
    public static bool IsForUnknownHosts(string name) => name is Passthrough or BlackHole;

    /// <summary>Reads what <see cref="Outbound"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ClusterName name)
    {
        name = default;
        if (text?.Split('|') is not ["outbound", var digits, var subset, var host]
            || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int port))
        {
            return false;
        }

        name = new ClusterName(port, subset, host);
        return true;
    }

    /// <summary>The host in a name that <see cref="Sni"/> wrote; <see langword="null"/> for another text.</summary>
    public static string? HostOfSni(string name) => name.Split("_.", 4) is ["outbound", _, _, var host] ? host : null;

    /// <summary>The name in Envoy's form; what <see cref="TryParse"/> reads.</summary>
    public override string ToString() => Outbound(Port, Subset, Host);
}
