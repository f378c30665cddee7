using Mesh.Istio.Resources;
using Api = Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>Emits the guardrails of the namespaces of one workspace.</summary>
internal sealed class GuardrailEmitter(
    GuardedWorkspace workspace, AccessLimit? limit, WorkspacePrincipals peers, ObjectLabels labels, string sharedNamespace)
{
    private EffectiveSecurity Security => workspace.Security;

    public void Emit(ClusterFacts cluster, List<GeneratedObject> objects)
    {
        ValueList<string> hosts = LimitsEgress && workspace.Namespaces.ExistingIn(cluster).Any() ? Hosts(cluster) : [];
        foreach (string name in workspace.Namespaces.ExistingIn(cluster))
        {
            ValueList<string> facts = [$"namespace {name} of cluster {cluster.Name} belongs to {workspace.ShortPath}"];
            if (Security.MutualTls is { } policy)
            {
                objects.Add(new(MutualTls(name, policy), new GuardrailOrigin(workspace, "mutualTls", facts)));
            }

            if (limit is not null)
            {
                objects.Add(new(Callers(name, limit), new GuardrailOrigin(workspace, "access", facts.Add(limit.Words))));
            }

            if (LimitsEgress)
            {
                string part = Security.LimitsReachability ? "reachability" : "registryOnly";
                objects.Add(new(Reach(name, hosts), new GuardrailOrigin(workspace, part, facts)));
            }
        }
    }

    private bool LimitsEgress => Security.LimitsReachability || Security.RegistryOnly == true;

    private ObjectMeta Metadata(string namespaceName, string name) => labels.ForWorkspace(workspace.Entry, namespaceName, name);

    private PeerAuthentication MutualTls(string name, MutualTlsPolicy policy) => new()
    {
        Metadata = Metadata(name, GuardrailPlan.PeerAuthenticationName),
        Mtls = new MutualTls { Mode = policy == MutualTlsPolicy.Required ? Api.MutualTlsMode.Strict : Api.MutualTlsMode.Permissive },
    };

    // Without any principal the policy has no rule, and an ALLOW policy without rules refuses everybody: nobody is what was asked for
    // then. The empty list is written, so that a rule added by hand is a change of a field of ours.
    private AuthorizationPolicy Callers(string name, AccessLimit permitted) => new()
    {
        Metadata = Metadata(name, ApplyOrder.ClosingPolicy),
        Action = AuthorizationAction.Allow,
        Rules = permitted.Principals.IsEmpty ? []
            : [new AuthorizationRule { From = [new RuleFrom { Source = new Source { Principals = permitted.Principals } }] }],
    };

    private Sidecar Reach(string name, ValueList<string> hosts) => new()
    {
        Metadata = Metadata(name, GuardrailPlan.SidecarName),
        Egress = [new IstioEgressListener
        {
            Hosts = Security.LimitsReachability ? ["./*", .. hosts.Where(host => host != $"{name}/*")] : ["*/*"],
        }],
        OutboundTrafficPolicy = Security.RegistryOnly == true
            ? new OutboundTrafficPolicy { Mode = OutboundTrafficPolicyMode.RegistryOnly } : null,
    };

    // Not the whole shared namespace, which has everybody's hosts.
    private ValueList<string> Hosts(ClusterFacts cluster) => peers.Namespaces(workspace, Security.Reachability, cluster)
        .Where(cluster.HasNamespace)
        .Append(OwnedNamespaces.IstioNamespace(cluster))
        .Select(name => $"{name}/*")
        .Concat(peers.Hosts(workspace, Security.Reachability, cluster).Select(host => $"{sharedNamespace}/{host}"))
        .ToValueList();
}
