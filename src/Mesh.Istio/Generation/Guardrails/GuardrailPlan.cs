using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>
/// Guardrails of all workspaces: in each namespace that a workspace owns, who may call its pods, how, and whom they may call.
/// </summary>
internal sealed class GuardrailPlan
{
    public const string PeerAuthenticationName = "default";
    public const string AuthorizationPolicyName = "allow";
    public const string SidecarName = "default";

    private readonly IReadOnlyList<GuardrailEmitter> _emitters;

    private GuardrailPlan(IReadOnlyList<GuardrailEmitter> emitters) => _emitters = emitters;

    public static GuardrailPlan Of(
        ModelWalk model, string multiclusterNamespace, ObjectLabels labels, ClusterMap clusters, IReadOnlyList<PlacedGateway> gateways,
        ICollection<Diagnostic> diagnostics)
    {
        if (!model.Workspaces.Any(HasAny))
        {
            return new GuardrailPlan([]);
        }

        ILookup<WorkspaceEntry, PlacedGateway> byWorkspace = gateways.ToLookup(gateway => gateway.Entry.Workspace);
        ILookup<WorkspaceEntry, EastWestEntry> eastWest = model.EastWestGateways.OrderBy(entry => entry.FullPath, StringComparer.Ordinal)
            .ToLookup(entry => entry.Workspace);
        GuardedWorkspace[] workspaces = [.. model.Workspaces
            .OrderBy(entry => entry.FullPath, StringComparer.Ordinal)
            .Select(entry => new GuardedWorkspace(
                entry, new OwnedNamespaces(entry, clusters, multiclusterNamespace, diagnostics),
                GatewaysOf(byWorkspace[entry], eastWest[entry])))];
        var peers = new WorkspacePrincipals(workspaces, clusters);
        GuardedWorkspace[] guarded = [.. workspaces.Where(workspace => HasAny(workspace.Entry))];
        SharedIdentityCheck.Run(guarded, workspaces, peers, diagnostics);
        return new GuardrailPlan([.. guarded.Select(workspace => new GuardrailEmitter(workspace, peers, labels, multiclusterNamespace))]);
    }

    /// <summary>Adds the guardrails of one cluster.</summary>
    public void Emit(ClusterFacts cluster, List<GeneratedObject> objects)
    {
        foreach (GuardrailEmitter emitter in _emitters)
        {
            emitter.Emit(cluster, objects);
        }
    }

    private static bool HasAny(WorkspaceEntry entry) =>
        !entry.Workspace.IsHeld
        && (entry.Tenant.Organization.Security ?? entry.Tenant.Tenant.Security ?? entry.Workspace.Security) is not null;

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
            principals.UnionWith(site.Accounts.Select(identity => identity.Principal));
        }

        GatewayEntry entry = placed.Entry;
        return new GuardedGateway(ObjectNames.Gateway(entry), entry.Gateway.Namespace, entry.Gateway.Workload, principals.ToValueList());
    }
}
