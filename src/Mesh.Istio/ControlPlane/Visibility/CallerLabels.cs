using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.Resources;
using Mesh.LoadBalancing;

namespace Mesh.Istio.ControlPlane.Visibility;

/// <summary>
/// What an istiod's answer depends on of a sidecar's own labels: workloads that differ in nothing that a selector, a route or an order of
/// labels names get the same configuration.
/// </summary>
internal sealed class CallerLabels
{
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal)
    {
        TopologyLabels.Network, TopologyLabels.Cluster, TopologyLabels.Hostname, LocalityLabel.Region, LocalityLabel.Zone,
        LocalityLabel.Subzone,
    };

    // A label with a value that no selector names is as good as none.
    private readonly HashSet<KeyValuePair<string, string>> _selected;
    private readonly bool _asksForNode;

    public CallerLabels(IEnumerable<IstioObject> objects, MeshConfig settings, ServiceRegistry registry)
    {
        HashSet<string> compared = [.. objects.OfType<DestinationRule>().SelectMany(Balancers).SelectMany(Compared),
            .. Keys(settings.LocalityLb?.FailoverPriority), .. Keys(settings.ZoneAwareLb?.FailoverPriority)];
        _asked.UnionWith(compared);
        _selected = [.. objects.SelectMany(Selecting)];
        _asksForNode = compared.Contains(TopologyLabels.Hostname)
            || registry.Services.Any(service => service.Distribution == TrafficDistribution.PreferSameNode);
    }

    /// <summary>A sidecar that stands for all that get the same.</summary>
    /// <param name="proxy">The sidecar.</param>
    /// <param name="hasIdentity">Whether it matters who it is.</param>
    public ClientProxy Canonical(ClientProxy proxy, bool hasIdentity) => proxy.Type != ProxyType.Sidecar ? proxy : proxy with
    {
        Labels = proxy.Labels.Where(label => _asked.Contains(label.Key) || _selected.Contains(label)).ToValueMap(),
        Node = _asksForNode ? proxy.Node : "",
        ServiceAccount = hasIdentity ? proxy.ServiceAccount : "",
    };

    private static IEnumerable<KeyValuePair<string, string>> Selecting(IstioObject value) => value switch
    {
        Sidecar sidecar => sidecar.WorkloadSelector?.Labels ?? default,
        DestinationRule rule => rule.WorkloadSelector?.MatchLabels ?? default,
        VirtualService service => service.Http.SelectMany(route => route.Match).SelectMany(match => match.SourceLabels)
            .Concat(service.Tcp.SelectMany(route => route.Match).SelectMany(match => match.SourceLabels))
            .Concat(service.Tls.SelectMany(route => route.Match).SelectMany(match => match.SourceLabels)),
        _ => [],
    };

    private static IEnumerable<LoadBalancerSettings> Balancers(DestinationRule rule) => rule.Subsets
        .Select(subset => subset.TrafficPolicy).Append(rule.TrafficPolicy).OfType<TrafficPolicy>()
        .SelectMany(policy => policy.PortLevelSettings.Select(port => port.LoadBalancer).Append(policy.LoadBalancer))
        .OfType<LoadBalancerSettings>();

    private static IEnumerable<string> Compared(LoadBalancerSettings balancer) =>
        Keys(balancer.LocalityLbSetting?.FailoverPriority).Concat(Keys(balancer.ZoneAwareLbSetting?.FailoverPriority));

    private static IEnumerable<string> Keys(ValueList<string>? entries) => (entries ?? default).Select(entry => entry.Split('=')[0]);
}
