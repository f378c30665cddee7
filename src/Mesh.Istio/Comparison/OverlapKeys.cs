using Mesh.Istio.Resources;

namespace Mesh.Istio.Comparison;

/// <summary>
/// What an object speaks about. Two objects of a kind with the same subject meet in istiod: they are merged, or one of them is not used.
/// </summary>
internal static class OverlapKeys
{
    public static IEnumerable<string> Of(IstioObject value) => value switch
    {
        DestinationRule rule => [Host(rule.Host, rule.Metadata.Namespace)],
        VirtualService routes => routes.Hosts.Select(host => Host(host, routes.Metadata.Namespace)),
        ServiceEntry entry => entry.Hosts,
        Resources.Gateway gateway =>
            gateway.Servers.SelectMany(
                server => server.Hosts.Select(host => $"{Server(server.Port?.Number)}{Resources.Server.NameOf(host)}")),
        PeerAuthentication or Sidecar => [$"namespace {value.Metadata.Namespace}"],
        _ => [],
    };

    // A short name means the Service in the object's own namespace.
    private static string Host(string host, string? namespaceName) =>
        host.Contains('.', StringComparison.Ordinal) || host.StartsWith('*') ? host : new ServiceName(host, namespaceName ?? "").Fqdn;

    private static string Server(uint? port) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{port}/");
}
