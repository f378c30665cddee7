using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Generation.EastWest;
using Mesh.Istio.Generation.Tcp;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation;

/// <summary>
/// Where gateways get rules of their own: for every Service that they route to, if that takes nothing away from the other workloads of
/// their namespace and nothing else decides.
/// </summary>
internal sealed class OwnRulePlan
{
    private readonly Dictionary<(string Cluster, string Namespace, ValueMap<string> Workload, ServiceName Service), OwnRule> _rules = [];
    private readonly ILookup<string, OwnRule> _byCluster;

    public OwnRulePlan(
        IReadOnlyList<PlacedGateway> gateways, EastWestPlan eastWest, Func<ClusterFacts, ServiceName, bool> hasSettings,
        ClusterMap clusters, ICollection<Diagnostic> diagnostics)
    {
        Dictionary<string, ForeignRules> foreign = clusters.All.ToDictionary(
            cluster => cluster.Name, cluster => new ForeignRules(cluster), StringComparer.Ordinal);
        foreach (PlacedGateway gateway in gateways)
        {
            var hidden = new SortedDictionary<ServiceName, List<(string Cluster, string Rule)>>(
                Comparer<ServiceName>.Create((left, right) => string.CompareOrdinal(left.Fqdn, right.Fqdn)));
            (ServiceName Service, ServerEntry Server, int Port)[] backends = [.. BackendsOf(gateway.Entry)];
            foreach (GatewayInCluster site in gateway.Sites.Values)
            {
                foreach (IGrouping<ServiceName, (ServiceName Service, ServerEntry Server, int Port)> service in backends.GroupBy(
                    backend => backend.Service))
                {
                    ServiceInfo? found = site.Cluster.FindService(service.Key.Namespace, service.Key.Name);
                    if (found is null || found.Type == "ExternalName" || eastWest.Covers(site.Cluster, service.Key))
                    {
                        continue;
                    }

                    string? other = hasSettings(site.Cluster, service.Key)
                        ? $"{service.Key.Namespace}/{ObjectNames.Service(service.Key)}"
                        : foreign[site.Cluster.Name].For(service.Key, gateway.Entry.Gateway.Namespace) is { } rule
                            ? $"{rule.Namespace}/{rule.Name}"
                            : null;
                    if (other is null)
                    {
                        Add(gateway, site, found, service);
                    }
                    else
                    {
                        Note(hidden, service.Key, site.Cluster.Name, other);
                    }
                }
            }

            Report(gateway.Entry, hidden, diagnostics);
        }

        _byCluster = _rules.ToLookup(pair => pair.Key.Cluster, pair => pair.Value, StringComparer.Ordinal);
    }

    /// <summary>The subset that routes of a gateway to a Service name in a cluster; null for none.</summary>
    public string? SubsetOf(GatewayEntry entry, ClusterFacts cluster, ServiceName service) =>
        cluster.IstioClusterId is not null && Has(entry, cluster, service) ? OwnRule.Here : null;

    /// <summary>Whether a gateway has a rule of its own for a Service in a cluster, alone or with others on its pods.</summary>
    public bool Has(GatewayEntry entry, ClusterFacts cluster, ServiceName service) =>
        _rules.ContainsKey((cluster.Name, entry.Gateway.Namespace, entry.Gateway.Workload, service));

    /// <summary>Whether any gateway in a cluster has a rule of its own.</summary>
    public bool AnyIn(string cluster) => _byCluster[cluster].Any();

    public void Emit(ClusterFacts client, TcpPassage tcp, ObjectLabels labels, List<GeneratedObject> objects) =>
        objects.AddRange(_byCluster[client.Name].Select(rule => new GeneratedObject(rule.ToRule(labels, tcp), new OwnRuleOrigin(rule))));

    private static IEnumerable<(ServiceName Service, ServerEntry Server, int Port)> BackendsOf(GatewayEntry entry) =>
        from server in entry.Servers
        from list in server.Destinations()
        from destination in list.Destinations
        let parsed = ServiceName.TryParse(destination.Service, entry.Gateway.Namespace, out ServiceName name) ? name : (ServiceName?)null
        where parsed is not null
        select (parsed.Value, server, destination.Port);

    private void Add(
        PlacedGateway gateway, GatewayInCluster site, ServiceInfo service,
        IGrouping<ServiceName, (ServiceName Service, ServerEntry Server, int Port)> backends)
    {
        int threshold = backends.Min(backend => ThresholdOf(backend.Server.Settings.Settings.OutlierDetection));
        bool keepsAlive = site.Cluster.IstioVersion.SendsHttp2Keepalive && service.Ports.Any(
            port => HostProtocols.SharesConnections(port) && backends.Any(backend => backend.Port == port.Number));
        (string, string, ValueMap<string>, ServiceName) key = (
            site.Cluster.Name, gateway.Entry.Gateway.Namespace, gateway.Entry.Gateway.Workload, backends.Key);
        // Several gateways on one workload share a rule: of each setting what the strictest of them needs.
        _rules[key] = _rules.TryGetValue(key, out OwnRule? first)
            ? first with { Threshold = Math.Min(first.Threshold, threshold), KeepsAlive = first.KeepsAlive || keepsAlive }
            : new OwnRule(gateway, site, backends.Key, threshold, keepsAlive);
    }

    private static int ThresholdOf(OutlierDetectionSettings? settings) =>
        settings?.ConsecutiveGatewayErrors is { } errors && errors > 0 ? errors : PolicySettings.ConsecutiveGatewayErrors;

    private static void Note(
        SortedDictionary<ServiceName, List<(string Cluster, string Rule)>> hidden, ServiceName service, string cluster, string rule)
    {
        if (!hidden.TryGetValue(service, out List<(string Cluster, string Rule)>? list))
        {
            hidden.Add(service, list = []);
        }

        list.Add((cluster, rule));
    }

    private static void Report(
        GatewayEntry entry, SortedDictionary<ServiceName, List<(string Cluster, string Rule)>> hidden, ICollection<Diagnostic> diagnostics)
    {
        foreach ((ServiceName service, List<(string Cluster, string Rule)> found) in hidden)
        {
            string rules = string.Join(", ", found.Select(pair => pair.Rule).Distinct(StringComparer.Ordinal));
            diagnostics.Add(GenerationDiagnostics.OwnRuleLeftOut.At(
                entry.Path,
                $"In cluster(s) {string.Join(", ", found.Select(pair => pair.Cluster))} DestinationRule {rules} holds for service "
                    + $"'{service}'. A rule of the gateway's own would take it away from the other workloads of namespace "
                    + $"'{entry.Gateway.Namespace}', so none is written: one bad or frozen pod of several can send all callers to another "
                    + "cluster.",
                $"Add to {rules}: connectionPool.tcp.connectTimeout 2s and outlierDetection {{consecutiveGatewayErrors: 2, "
                    + "consecutive5xxErrors: 0, interval: 5s, baseEjectionTime: 30s, maxEjectionPercent: 100, minHealthPercent: 1}."));
        }
    }
}
