using Mesh.Istio.Generation.Edge;
using Mesh.Istio.Generation.Tcp;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>
/// Holds the limits on access at gateways, whose pods see the caller: behind them services see the gateway. Callers on the mesh port have
/// an identity and say the host by SNI.
/// </summary>
/// <remarks>
/// By <c>connection.sni</c> and not by host: on chains of TCP istiod drops hosts from a DENY rule, which then closes every other host too.
/// Not by the mesh port's number: Envoy knows the pods' port, which the Service may have mapped.
/// </remarks>
internal sealed class ServerGuards
{
    private readonly IReadOnlyDictionary<WorkspaceEntry, AccessLimit> _limits;
    private readonly IReadOnlyList<PlacedGateway> _gateways;
    private readonly EdgePlan _edges;
    private readonly TcpPassage _tcp;
    private readonly ObjectLabels _labels;

    public ServerGuards(IReadOnlyDictionary<WorkspaceEntry, AccessLimit> limits, GuardrailInputs inputs)
    {
        _limits = limits;
        _gateways = [.. inputs.Gateways.Where(gateway => limits.ContainsKey(gateway.Entry.Workspace))];
        _edges = inputs.Edges;
        _tcp = inputs.Tcp;
        _labels = inputs.Labels;
    }

    /// <summary>Whether callers in the mesh show somebody of the mesh who they are, at the gateway or behind it.</summary>
    public static bool ShowsCallers(GatewayServer server) => server is not TlsPassthroughServer;

    public void Emit(ClusterFacts cluster, List<GeneratedObject> objects)
    {
        foreach (PlacedGateway gateway in _gateways)
        {
            if (!gateway.Sites.TryGetValue(cluster.Name, out GatewayInCluster? site))
            {
                continue;
            }

            // An edge has no listener on the mesh port. Of passed-through connections the gateway sees nobody, and would refuse all.
            foreach (ServerEntry server in gateway.Entry.Servers.Where(each => ShowsCallers(each.Server) && !EdgeServer.Is(each.Server)
                && !_tcp.Passes(each, cluster.Name)))
            {
                Add(gateway.Entry, ObjectNames.VirtualService(server), server.FullPath, server.Server, site, objects);
            }
        }

        foreach ((TransitInCluster transit, ServedHost host) in _edges.TransitsIn(cluster.Name).Where(
            pair => _limits.ContainsKey(pair.Transit.Entry.Workspace) && ShowsCallers(pair.Host.Server)))
        {
            // The transit's listener has no declared port.
            Add(transit.Entry, ObjectNames.Transit(transit.Entry, host), transit.Entry.FullPath, host.Server, null, objects);
        }
    }

    private void Add(
        GatewayEntry gateway, string name, string path, GatewayServer server, GatewayInCluster? site, List<GeneratedObject> objects)
    {
        AccessLimit limit = _limits[gateway.Workspace];
        ValueList<string> permitted = new SortedSet<string>(
            limit.Principals.Concat(_edges.PrincipalsTo(server.Hostname)), StringComparer.Ordinal).ToValueList();
        string[] outside = server is HttpsServer { MeshOnly: not true } && site is not null
            ? [.. TargetPorts.OfGateway(site, server.Port).Select(ObjectLabels.Number)] : [];
        var policy = new AuthorizationPolicy
        {
            Metadata = _labels.ForGateway(gateway, gateway.Gateway.Namespace, name, path),
            Selector = new LabelSelector { MatchLabels = gateway.Gateway.Workload },
            Action = AuthorizationAction.Deny,
            Rules =
            [
                new AuthorizationRule
                {
                    From = permitted.IsEmpty ? [] : [new RuleFrom { Source = new Source { NotPrincipals = permitted } }],
                    // Callers from outside say the host by SNI, too, and have no identity.
                    To = outside.Length == 0 ? [] : [new RuleTo { Operation = new Operation { NotPorts = [.. outside] } }],
                    When = [new RuleCondition { Key = "connection.sni", Values = [server.Hostname] }],
                },
            ],
        };
        string[] senders = [.. _edges.SendersTo(server.Hostname).Select(
            sender => $"passed on by pods of namespace {sender.Namespace} of cluster {sender.Cluster.Name}").Distinct()];
        string[] ports = outside.Length == 0 ? []
            : [$"port {server.Port} of the gateway leads to {string.Join(", ", outside)} of its pods"];
        objects.Add(new(policy, new GuardrailOrigin(limit.Workspace, "access", [limit.Words, .. senders, .. ports], path)));
    }
}
