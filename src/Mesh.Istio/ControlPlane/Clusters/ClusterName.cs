using System.Globalization;

namespace Mesh.Istio.ControlPlane.Clusters;

/// <summary>Names of Envoy clusters (istio <c>pilot/pkg/model/service.go</c> BuildSubsetKey, BuildDNSSrvSubsetKey).</summary>
internal static class ClusterName
{
    public static string Outbound(int port, string subset, string host) =>
        string.Create(CultureInfo.InvariantCulture, $"outbound|{port}|{subset}|{host}");

    /// <summary>The name behind AUTO_PASSTHROUGH, which is also the server name that clients send.</summary>
    public static string Sni(int port, string subset, string host) =>
        string.Create(CultureInfo.InvariantCulture, $"outbound_.{port}_.{subset}_.{host}");
}
