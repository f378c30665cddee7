using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>
/// Lets the gateways of a workspace call the Services that they route to, and nothing else, where access is limited. All clusters'
/// gateways: an exposed Service is called by those of others, too.
/// </summary>
internal sealed class GatewayPermits
{
    private readonly AccessLimit _limit;
    private readonly ObjectLabels _labels;
    private readonly SortedDictionary<ServiceName, RoutedService> _services = new(
        Comparer<ServiceName>.Create((left, right) => string.CompareOrdinal(left.Fqdn, right.Fqdn)));

    public GatewayPermits(AccessLimit limit, GuardrailInputs inputs)
    {
        _limit = limit;
        _labels = inputs.Labels;
        foreach (PlacedGateway gateway in limit.Workspace.Gateways)
        {
            foreach (ServerEntry server in gateway.Entry.Servers.Where(each => each.Server is not TlsPassthroughServer))
            {
                foreach (ServiceDestination destination in server.Destinations().SelectMany(list => list.Destinations))
                {
                    Add(gateway, server, destination, inputs);
                }
            }
        }
    }

    /// <summary>The policy of each routed Service of a cluster.</summary>
    public void Emit(ClusterFacts cluster, List<GeneratedObject> objects)
    {
        foreach ((ServiceName name, RoutedService routed) in _services.Where(pair => IsClosed(cluster, pair.Key)))
        {
            if (routed.Principals.Count == 0 || cluster.FindService(name.Namespace, name.Name) is not { Selector.IsEmpty: false } service)
            {
                continue;
            }

            SortedSet<int>? ports = PortsOf(cluster, service, routed);
            if (ports is { Count: 0 })
            {
                continue;
            }

            var policy = new AuthorizationPolicy
            {
                Metadata = _labels.ForWorkspace(_limit.Workspace.Entry, name.Namespace, ObjectNames.AllowGateways(name)),
                Selector = new LabelSelector { MatchLabels = service.Selector },
                Action = AuthorizationAction.Allow,
                Rules =
                [
                    new AuthorizationRule
                    {
                        From = [new RuleFrom { Source = new Source { Principals = routed.Principals.ToValueList() } }],
                        To = ports is null ? []
                            : [new RuleTo { Operation = new Operation { Ports = ports.Select(ObjectLabels.Number).ToValueList() } }],
                    },
                ],
            };
            objects.Add(new(policy, new GuardrailOrigin(
                _limit.Workspace, "access",
                [$"routed by {string.Join(", ", routed.Servers)}", $"Service {name.Namespace}/{name.Name} selects {service.Selector}"])));
        }
    }

    /// <summary>Says where gateways cannot be let in as they should.</summary>
    public void Check(ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        foreach ((ServiceName name, RoutedService routed) in _services)
        {
            ClusterFacts[] closed = [.. clusters.All.Where(cluster => cluster.IsObserved && IsClosed(cluster, name))];
            string[] without = [.. closed.Where(cluster => cluster.KnowsServices
                ? cluster.FindService(name.Namespace, name.Name) is { Selector.IsEmpty: true }
                : routed.Sites.Contains(cluster.Name)).Select(cluster => cluster.Name)];
            if (without.Length > 0)
            {
                diagnostics.Add(GuardrailDiagnostics.GatewaysNotPermitted.At(
                    routed.Servers.First(),
                    $"In cluster(s) {string.Join(", ", without)} no selector of service '{name}' is known, so gateways cannot be permitted "
                        + "to call its pods, which refuse them.",
                    "Read the cluster's Services, give the service a selector, or permit the gateways by a policy of your own."));
            }

            string[] whole = [.. closed.Where(cluster =>
                cluster.FindService(name.Namespace, name.Name) is { Selector.IsEmpty: false } service
                    && PortsOf(cluster, service, routed) is null).Select(cluster => cluster.Name)];
            if (whole.Length > 0)
            {
                diagnostics.Add(GuardrailDiagnostics.TargetPortUnknown.At(
                    routed.Servers.First(),
                    $"In cluster(s) {string.Join(", ", whole)} a target port of service '{name}' is a name that no pod has, so the "
                        + "gateways are permitted on all ports of its pods.",
                    "Start a pod of the service, or write the target port as a number."));
            }
        }
    }

    private bool IsClosed(ClusterFacts cluster, ServiceName name) => _limit.Closes(cluster, name.Namespace);

    private void Add(PlacedGateway gateway, ServerEntry server, ServiceDestination destination, GuardrailInputs inputs)
    {
        if (!ServiceName.TryParse(destination.Service, gateway.Entry.Gateway.Namespace, out ServiceName name))
        {
            return;
        }

        if (!_services.TryGetValue(name, out RoutedService? routed))
        {
            _services.Add(name, routed = new RoutedService());
        }

        routed.Ports.Add(destination.Port);
        routed.Servers.Add(server.Path);
        routed.Sites.UnionWith(gateway.Sites.Keys);
        routed.Principals.UnionWith(gateway.Sites.Values.SelectMany(site => site.Accounts).Select(account => account.Principal));
        if (gateway.Sites.Keys.Any(cluster => inputs.Tcp.Passes(server, cluster)))
        {
            // The pods end the TLS of whoever is before the gateway; a transit on the way has begun its own.
            routed.Principals.UnionWith(inputs.Edges.PrincipalsTo(server.Server.Hostname));
        }
    }

    // Null where a port is unknown.
    private static SortedSet<int>? PortsOf(ClusterFacts cluster, ServiceInfo service, RoutedService routed)
    {
        var ports = new SortedSet<int>();
        foreach (ServicePortInfo port in service.Ports.Where(port => routed.Ports.Contains(port.Number)))
        {
            int[] found = [.. TargetPorts.Of(port, cluster.PodsOf(service))];
            if (found.Length == 0)
            {
                return null;
            }

            ports.UnionWith(found);
        }

        return ports;
    }

    private sealed class RoutedService
    {
        public SortedSet<int> Ports { get; } = [];

        public SortedSet<string> Servers { get; } = new(StringComparer.Ordinal);

        public HashSet<string> Sites { get; } = [];

        public SortedSet<string> Principals { get; } = new(StringComparer.Ordinal);
    }
}
