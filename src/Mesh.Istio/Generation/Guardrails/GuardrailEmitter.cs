using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>Emits the guardrails of one workspace.</summary>
internal sealed class GuardrailEmitter
{
    private readonly GuardedWorkspace _workspace;
    private readonly WorkspacePrincipals _peers;
    private readonly ObjectLabels _labels;
    private readonly string _multiclusterNamespace;

    // The same in every cluster, in ordinal order.
    private readonly ValueList<string> _principals;

    public GuardrailEmitter(GuardedWorkspace workspace, WorkspacePrincipals peers, ObjectLabels labels, string multiclusterNamespace)
    {
        _workspace = workspace;
        _peers = peers;
        _labels = labels;
        _multiclusterNamespace = multiclusterNamespace;
        SortedSet<string> principals = peers.Principals(workspace, workspace.Security.Access);
        principals.UnionWith(workspace.Gateways.SelectMany(gateway => gateway.Principals));
        _principals = principals.ToValueList();
    }

    private EffectiveSecurity Security => _workspace.Security;

    public void Emit(ClusterFacts cluster, List<GeneratedObject> objects)
    {
        ValueList<string> hosts = Security.LimitsReachability && _workspace.Namespaces.ExistingIn(cluster).Any() ? Hosts(cluster) : [];
        foreach (string name in _workspace.Namespaces.ExistingIn(cluster))
        {
            if (Security.MutualTls is { } policy)
            {
                objects.Add(new(MutualTls(name, policy), OriginOf("mutualTls", name, cluster)));
            }

            if (Security.LimitsAccess)
            {
                Origin origin = OriginOf("access", name, cluster);
                objects.Add(new(Callers(name), origin));
                objects.AddRange(
                    _workspace.Gateways.Where(gateway => gateway.Namespace == name).Select(
                        gateway => new GeneratedObject(Open(gateway), origin)));
            }

            if (Security.LimitsReachability)
            {
                objects.Add(new(Reach(name, hosts), OriginOf("reachability", name, cluster)));
            }
        }
    }

    private GuardrailOrigin OriginOf(string part, string namespaceName, ClusterFacts cluster) =>
        new(_workspace, part, namespaceName, cluster.Name);

    private ObjectMeta Metadata(string namespaceName, string name) => _labels.ForWorkspace(_workspace.Entry, namespaceName, name);

    private PeerAuthentication MutualTls(string name, MutualTlsPolicy policy) => new()
    {
        Metadata = Metadata(name, GuardrailPlan.PeerAuthenticationName),
        Mtls = new MutualTls { Mode = policy == MutualTlsPolicy.Required ? Api.MutualTlsMode.Strict : Api.MutualTlsMode.Permissive },
    };

    // Without any principal the policy has no rule, and an ALLOW policy without rules refuses everybody: nobody is what was asked for
    // then. The empty list is written, so that a rule added by hand is a change of a field of ours.
    private AuthorizationPolicy Callers(string name) => new()
    {
        Metadata = Metadata(name, GuardrailPlan.AuthorizationPolicyName),
        Action = AuthorizationAction.Allow,
        Rules = _principals.IsEmpty ? []
            : [new AuthorizationRule { From = [new RuleFrom { Source = new Source { Principals = _principals } }] }],
    };

    // The policy of the namespace holds for the gateway's pods too, and callers from outside have no identity. A rule without conditions
    // fits all.
    private AuthorizationPolicy Open(GuardedGateway gateway) => new()
    {
        Metadata = Metadata(gateway.Namespace, gateway.Name),
        Selector = new LabelSelector { MatchLabels = gateway.Workload },
        Action = AuthorizationAction.Allow,
        Rules = [new AuthorizationRule()],
    };

    private Sidecar Reach(string name, ValueList<string> hosts) => new()
    {
        Metadata = Metadata(name, GuardrailPlan.SidecarName),
        Egress = [new IstioEgressListener { Hosts = ["./*", .. hosts.Where(host => host != $"{name}/*")] }],
    };

    private ValueList<string> Hosts(ClusterFacts cluster)
    {
        SortedSet<string> namespaces = _peers.Namespaces(_workspace, Security.Reachability, cluster);
        return namespaces.Where(cluster.HasNamespace)
            .Append(OwnedNamespaces.IstioNamespace(cluster))
            .Append(_multiclusterNamespace)
            .Select(name => $"{name}/*")
            .ToValueList();
    }
}
