using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>Emits the guardrails of one workspace.</summary>
internal sealed class GuardrailEmitter(GuardedWorkspace workspace, WorkspacePrincipals peers, ObjectLabels labels, string multiclusterNamespace)
{
    private readonly Lazy<ValueList<string>> _principals = new(() =>
    {
        SortedSet<string> principals = peers.Principals(workspace, workspace.Security.Access);
        principals.UnionWith(workspace.Gateways.SelectMany(gateway => gateway.Principals));
        return principals.ToValueList();
    });

    private EffectiveSecurity Security => workspace.Security;

    public void Emit(ClusterFacts cluster, List<IstioObject> objects)
    {
        ValueList<string>? hosts = null;
        foreach (string name in workspace.Namespaces.ExistingIn(cluster))
        {
            if (Security.MutualTls is { } policy)
            {
                objects.Add(MutualTls(name, policy));
            }

            if (Security.LimitsAccess)
            {
                objects.Add(Callers(name));
                objects.AddRange(workspace.Gateways.Where(gateway => gateway.Namespace == name).Select(Open));
            }

            if (Security.LimitsReachability)
            {
                objects.Add(Reach(name, hosts ??= Hosts(cluster)));
            }
        }
    }

    public Explanation? Explain(Explanation draft, ClusterFacts cluster, IstioObject value)
    {
        if (value.Metadata.Namespace is not { } name || !workspace.Namespaces.In(cluster).Contains(name))
        {
            return null;
        }

        (string field, bool isMine) = value switch
        {
            PeerAuthentication => ("mutualTls", value.Metadata.Name == GuardrailPlan.PeerAuthenticationName && Security.MutualTls is not null),
            Sidecar => ("reachability", value.Metadata.Name == GuardrailPlan.SidecarName && Security.LimitsReachability),
            _ => ("access", Security.LimitsAccess && (value.Metadata.Name == GuardrailPlan.AuthorizationPolicyName
                || workspace.Gateways.Any(gateway => gateway.Namespace == name && gateway.Name == value.Metadata.Name))),
        };
        return !isMine ? null : draft with
        {
            ModelPaths = [workspace.Entry.Path],
            Settings = Security.Sources.TryGetValue(field, out string? source) ? [$"security.{field} from {source}"] : [],
            Facts = [$"namespace {name} of cluster {cluster.Name} belongs to {workspace.ShortPath}"],
        };
    }

    private ObjectMeta Metadata(string namespaceName, string name) => labels.ForWorkspace(workspace.Entry, namespaceName, name);

    private PeerAuthentication MutualTls(string name, MutualTlsPolicy policy) => new()
    {
        Metadata = Metadata(name, GuardrailPlan.PeerAuthenticationName),
        Mtls = new MutualTls { Mode = policy == MutualTlsPolicy.Required ? Api.MutualTlsMode.Strict : Api.MutualTlsMode.Permissive },
    };

    // Without any principal the policy has no rule, and an ALLOW policy without rules refuses everybody: nobody is what was asked for then. The empty list
    // is written, so that a rule added by hand is a change of a field of ours.
    private AuthorizationPolicy Callers(string name) => new()
    {
        Metadata = Metadata(name, GuardrailPlan.AuthorizationPolicyName),
        Action = AuthorizationAction.Allow,
        Rules = _principals.Value.IsEmpty ? [] : [new AuthorizationRule { From = [new RuleFrom { Source = new Source { Principals = _principals.Value } }] }],
    };

    // The policy of the namespace holds for the gateway's pods too, and callers from outside have no identity. A rule without conditions fits all.
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
        SortedSet<string> namespaces = peers.Namespaces(workspace, Security.Reachability, cluster);
        return namespaces.Where(cluster.HasNamespace)
            .Append(OwnedNamespaces.IstioNamespace(cluster))
            .Append(multiclusterNamespace)
            .Select(name => $"{name}/*")
            .ToValueList();
    }
}
