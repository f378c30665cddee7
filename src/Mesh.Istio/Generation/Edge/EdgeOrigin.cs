using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Edge;

/// <summary>
/// The origin of what an edge or transit gateway gets in one cluster: the routes of one server, or what stands beside the gateway.
/// </summary>
internal sealed class EdgeOrigin(
    GatewayEntry entry, ServerEntry? server, IReadOnlyList<(TransitInCluster Transit, ServedHost Host)> transits) : Origin
{
    protected override ValueList<string> ModelPaths => server is null ? [entry.FullPath] : [server.FullPath];

    protected override EffectiveSettings? Settings => server?.Settings;

    protected override ValueList<string> Facts =>
        [.. transits.Select(
            pair => $"passes {pair.Host.Hostname} on to {string.Join(", ", pair.Transit.Targets.Order(StringComparer.Ordinal))}")];
}
