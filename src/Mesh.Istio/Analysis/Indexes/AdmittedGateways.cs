using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.ControlPlane.Authorization;
using Mesh.Istio.ControlPlane.Registry;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Failures;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Analysis.Indexes;

/// <summary>
/// Finds the gateways of a cluster that route a host to pods which take calls of listed callers only, and are among these.
/// </summary>
internal sealed class AdmittedGateways(AnalyzedCluster cluster)
{
    private const int MostCallers = 64;

    private readonly Dictionary<(string Namespace, string Name), AuthorizationPolicy> _policies = cluster.Objects
        .OfType<AuthorizationPolicy>().Where(LimitsCallers)
        .GroupBy(policy => (policy.Metadata.Namespace ?? "", policy.Metadata.Name))
        .ToDictionary(group => group.Key, group => group.First());

    private readonly ILookup<string, int> _places = Enumerable.Range(0, cluster.Index.Gateways.Length).ToLookup(
        place => $"{cluster.Index.Gateways[place].Metadata.Namespace}/{cluster.Index.Gateways[place].Metadata.Name}",
        StringComparer.Ordinal);

    private readonly Dictionary<string, string?> _refused = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (AccessControl, int, bool)?> _pods = new(StringComparer.Ordinal);

    private readonly Lazy<string[]> _callers = new(() => [.. cluster.Clients.SelectMany(place => place.Pods)
        .SelectMany(pods => pods.Where(pod => !cluster.IsGateway(pod)).Select(pod => Of(cluster, pod).ToString()).Distinct().Take(2))
        .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(MostCallers)]);

    public IEnumerable<AdmittedGateway> Find() => _policies.Count == 0 ? []
        : from spec in cluster.Objects.OfType<VirtualService>()
          where !spec.Hosts.IsEmpty
          let routes = new BoundVirtualService(spec, cluster.Index.Settings)
          from place in routes.Gateways.Distinct().SelectMany(name => _places[name]).Order()
          let gateway = cluster.Index.Gateways[place]
          from found in Behind(gateway, routes)
          select found;

    private IEnumerable<AdmittedGateway> Behind(Resources.Gateway gateway, BoundVirtualService routes)
    {
        string name = $"{gateway.Metadata.Namespace}/{gateway.Metadata.Name}";
        if (gateway.Selector.IsEmpty || cluster.Gateways.Find(gateway.Metadata.Namespace ?? "", gateway.Selector)?.Service is not { } door
            || cluster.PodsByLabel.Find(gateway.Selector).FirstOrDefault(
                pod => LabelMatch.Matches(door.Selector, pod.Labels)) is not { } pod)
        {
            yield break;
        }

        ProxyConfig view = cluster.View.Known(ClientFinder.ProxyOf(cluster.Observed, [pod], ProxyType.Router, null));
        foreach ((string host, MeshService service) in Services(routes))
        {
            ControlPlane.Routing.GatewayServer[] servers = [.. view.Gateway.All.Where(server => server.Gateway == name
                && server.Names.Any(pattern => HostName.Matches(host, pattern)))];
            if (servers.Length > 0 && OfPods(service) is { } pods
                && Admits(pods.Control, pods.Port, pods.IsHttp, Identity(pod)) is ({ } policy, { } rule))
            {
                yield return new AdmittedGateway(policy, rule, host, service.Host, door, servers)
                {
                    IsNamed = Names(policy, rule, pod),
                    Refused = Refused(service, pods.Control, pods.Port, pods.IsHttp),
                    Control = new AccessControl(view, Identity(pod), null),
                };
            }
        }
    }

    // Some callers stand for all: who is left out of a list of callers is not one of a kind.
    private string? Refused(MeshService service, AccessControl control, int port, bool isHttp)
    {
        if (!_refused.TryGetValue(service.Host, out string? refused))
        {
            refused = _callers.Value.FirstOrDefault(caller => Decide(control, port, isHttp, caller).Verdict == AccessVerdict.Denied);
            _refused.Add(service.Host, refused);
        }

        return refused;
    }

    private IEnumerable<(string Host, MeshService Service)> Services(BoundVirtualService routes) =>
        from host in routes.Hosts.Take(1)
        from target in RuleTargets(routes)
        from service in cluster.Index.Registry.ByNamespace(target).Values.Where(service => service.FromKubernetes)
        select (host, service);

    private static IEnumerable<string> RuleTargets(BoundVirtualService routes) =>
        routes.Destinations("").Select(target => target.Host).Distinct(StringComparer.Ordinal);

    // One pod with a sidecar stands for all of a service.
    private (AccessControl Control, int Port, bool IsHttp)? OfPods(MeshService service)
    {
        if (!_pods.TryGetValue(service.Host, out (AccessControl, int, bool)? found))
        {
            _pods.Add(service.Host, found = Inspect(service));
        }

        return found;
    }

    private (AccessControl Control, int Port, bool IsHttp)? Inspect(MeshService service)
    {
        foreach (RegistryEndpoint endpoint in cluster.Index.Registry.EndpointsOf(service))
        {
            if (endpoint.Value.Address.Length > 0 && cluster.PodsByAddress[endpoint.Value.Address].FirstOrDefault(
                pod => pod.InMesh) is { } pod && !cluster.IsGateway(pod))
            {
                ProxyConfig view = cluster.View.Known(ClientFinder.ProxyOf(cluster.Observed, [pod], ProxyType.Sidecar, null));
                bool isHttp = service.Ports.FirstOrDefault(port => port.Name == endpoint.PortName)?.Protocol.IsHttpOrSniffed() ?? true;
                return (new AccessControl(view, Identity(pod), pod.Address), endpoint.Value.Port, isHttp);
            }
        }

        return null;
    }

    private (AuthorizationPolicy Policy, int Rule)? Admits(AccessControl control, int port, bool isHttp, string identity)
    {
        AccessDecision decision = Decide(control, port, isHttp, identity);
        string[] place = decision.Verdict == AccessVerdict.Allowed ? decision.By.Split('/', '#') : [];
        return place.Length == 3 && int.TryParse(place[2], NumberStyles.None, CultureInfo.InvariantCulture, out int rule)
            && _policies.TryGetValue((place[0], place[1]), out AuthorizationPolicy? policy) && LimitsCallers(policy.Rules!.Value[rule])
            ? (policy, rule) : null;
    }

    private static AccessDecision Decide(AccessControl control, int port, bool isHttp, string identity) => control.Decide(new InboundCall
    {
        Port = port,
        IsHttp = isHttp,
        IsTokenKnown = false,
        Tls = new InboundTls { Sni = "outbound_.", Identity = identity, HasIstioProtocols = true },
    });

    private string Identity(WorkloadInfo pod) => Of(cluster, pod).ToString();

    private static SpiffeIdentity Of(AnalyzedCluster cluster, WorkloadInfo pod) =>
        new(cluster.Observed.TrustDomain ?? cluster.Index.Settings.TrustDomain, pod.Namespace, pod.ServiceAccount);

    private bool Names(AuthorizationPolicy policy, int rule, WorkloadInfo pod) => policy.Rules!.Value[rule].From.Any(part =>
        part.Source is { } source
        && (source.Principals.Contains(Of(cluster, pod).Principal)
            || source.ServiceAccounts.Contains($"{pod.Namespace}/{pod.ServiceAccount}")
            || (pod.Namespace == policy.Metadata.Namespace && source.ServiceAccounts.Contains(pod.ServiceAccount))));

    private static bool LimitsCallers(AuthorizationPolicy policy) =>
        policy.Action is null or AuthorizationAction.Allow && policy.Rules is { } rules && rules.Any(LimitsCallers);

    private static bool LimitsCallers(AuthorizationRule rule) => !rule.From.IsEmpty && rule.From.All(part => part.Source is { } source
        && (!source.Principals.IsEmpty || !source.Namespaces.IsEmpty || !source.ServiceAccounts.IsEmpty));
}
