using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>The origin of a gateway's own objects in one cluster: of the Gateway, or of the routes of one server.</summary>
internal sealed class GatewayOrigin(GatewayEntry entry, ServerEntry? server, GatewayInCluster site) : Origin
{
    protected override ValueList<string> ModelPaths => server is null
        ? [entry.FullPath, .. entry.Servers.Select(each => each.FullPath).Order(StringComparer.Ordinal)]
        : [server.FullPath];

    protected override EffectiveSettings? Settings => server?.Settings;

    protected override ValueList<string> Facts => [site.Observed is { } observed
        ? $"namespace {entry.Gateway.Namespace} is in cluster {site.Cluster.Name}; Service {observed.Service.Name} selects "
            + $"{observed.ReadyPods} ready pod(s) of the gateway"
        : $"namespace {entry.Gateway.Namespace} is in cluster {site.Cluster.Name}; no Service of the gateway was found"];
}
