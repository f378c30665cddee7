using Mesh.Diagnostics;
using Mesh.Istio.Generation.EastWest;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>Guardrails of all workspaces: in each namespace that a workspace owns, who may call its pods, how, and whom they may call.</summary>
internal sealed class GuardrailPlan
{
    public const string PeerAuthenticationName = "default";
    public const string AuthorizationPolicyName = "allow";
    public const string SidecarName = "default";

    private readonly List<GuardrailEmitter> _emitters = [];

    public GuardrailPlan(
        MeshModel model, IstioGeneratorOptions options, ObjectLabels labels, ClusterMap clusters, IReadOnlyList<PlacedGateway> gateways, ICollection<Diagnostic> diagnostics)
    {
        IReadOnlyList<WorkspaceEntry> entries = WorkspaceEntry.All(model);
        if (!entries.Any(HasAny))
        {
            return;
        }

        ILookup<string, PlacedGateway> byWorkspace = gateways.ToLookup(gateway => WorkspacePath(gateway.Entry), StringComparer.Ordinal);
        ILookup<string, EastWestEntry> eastWest = EastWestEntry.All(model).ToLookup(entry => entry.WorkspacePath, StringComparer.Ordinal);
        GuardedWorkspace[] workspaces = [.. entries.Select(entry => new GuardedWorkspace(
            entry, new OwnedNamespaces(entry, clusters, options.MulticlusterNamespace, diagnostics), GatewaysOf(byWorkspace[entry.Path], eastWest[entry.Path])))];
        WorkspacePrincipals peers = new WorkspacePrincipals(workspaces, clusters);
        foreach (GuardedWorkspace workspace in workspaces.Where(workspace => HasAny(workspace.Entry)))
        {
            _emitters.Add(new GuardrailEmitter(workspace, peers, labels, options.MulticlusterNamespace));
            if (workspace.Security.LimitsAccess)
            {
                peers.CheckShared(workspace, diagnostics);
            }
        }
    }

    /// <summary>Adds the guardrails of one cluster.</summary>
    public void Emit(ClusterFacts cluster, List<IstioObject> objects)
    {
        foreach (GuardrailEmitter emitter in _emitters)
        {
            emitter.Emit(cluster, objects);
        }
    }

    /// <summary>Says where a guardrail comes from; null for any other object.</summary>
    public Explanation? Explain(Explanation draft, ClusterFacts cluster, IstioObject value) =>
        value is PeerAuthentication or AuthorizationPolicy or Sidecar
            ? _emitters.Select(emitter => emitter.Explain(draft, cluster, value)).FirstOrDefault(explanation => explanation is not null)
            : null;

    private static bool HasAny(WorkspaceEntry entry) =>
        (entry.Organization.Security ?? entry.Tenant.Security ?? entry.Workspace.Security) is not null;

    private static string WorkspacePath(GatewayEntry entry) => ModelPath.Workspace(entry.Organization.Name, entry.Tenant.Name, entry.Workspace.Name);

    // An east-west gateway passes callers' TLS on unopened: it sees no identity, and shows none of its own to services.
    private static ValueList<GuardedGateway> GatewaysOf(IEnumerable<PlacedGateway> gateways, IEnumerable<EastWestEntry> eastWest)
    {
        GuardedGateway[] placed = [.. gateways.Select(Gateway)];
        return
        [
            .. placed,
            .. eastWest
                .Where(entry => !placed.Any(gateway => gateway.Namespace == entry.Gateway.Namespace && gateway.Workload == entry.Workload))
                .Select(entry => new GuardedGateway(ObjectNames.Gateway(entry.AsGateway), entry.Gateway.Namespace, entry.Workload, [])),
        ];
    }

    private static GuardedGateway Gateway(PlacedGateway placed)
    {
        var principals = new SortedSet<string>(StringComparer.Ordinal);
        foreach (GatewayInCluster site in placed.Sites.Values)
        {
            principals.UnionWith(site.ServiceAccounts.Select(account => $"{site.Cluster.TrustDomain}/ns/{site.Namespace}/sa/{account}"));
        }

        GatewayEntry entry = placed.Entry;
        return new GuardedGateway(ObjectNames.Gateway(entry), entry.Gateway.Namespace, entry.Gateway.Workload, principals.ToValueList());
    }
}
