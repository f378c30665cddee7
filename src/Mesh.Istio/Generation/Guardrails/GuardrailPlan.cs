using Mesh.Diagnostics;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>
/// Guardrails of all workspaces: in each namespace that a workspace owns, who may call its pods, how, and whom they may call; and at its
/// gateways, who may call their hosts.
/// </summary>
internal sealed class GuardrailPlan
{
    public const string PeerAuthenticationName = "default";
    public const string SidecarName = "default";

    private readonly IReadOnlyList<GuardrailEmitter> _emitters;
    private readonly IReadOnlyList<GatewayPermits> _permits;
    private readonly IReadOnlyList<OpenGateways> _open;
    private readonly ServerGuards? _servers;

    private GuardrailPlan(
        IReadOnlyList<GuardrailEmitter> emitters, IReadOnlyList<GatewayPermits> permits, IReadOnlyList<OpenGateways> open,
        ServerGuards? servers, IReadOnlyList<AccessLimit> limits)
    {
        Limits = limits;
        _emitters = emitters;
        _permits = permits;
        _open = open;
        _servers = servers;
    }

    public static GuardrailPlan Of(GuardrailInputs inputs, ICollection<Diagnostic> diagnostics)
    {
        if (!inputs.Model.Workspaces.Any(HasAny))
        {
            return new GuardrailPlan([], [], [], null, []);
        }

        ILookup<WorkspaceEntry, PlacedGateway> gateways = inputs.Gateways.ToLookup(gateway => gateway.Entry.Workspace);
        GuardedWorkspace[] workspaces = [.. inputs.Model.Workspaces
            .OrderBy(entry => entry.FullPath, StringComparer.Ordinal)
            .Select(entry => new GuardedWorkspace(
                entry, new OwnedNamespaces(entry, inputs.Clusters, inputs.SharedNamespace, diagnostics),
                gateways[entry].ToValueList()))];
        var peers = new WorkspacePrincipals(workspaces, inputs);
        GuardedWorkspace[] guarded = [.. workspaces.Where(workspace => HasAny(workspace.Entry))];
        SharedIdentityCheck.Run(guarded, workspaces, peers, diagnostics);
        Dictionary<WorkspaceEntry, AccessLimit> limits = guarded
            .Where(workspace => workspace.Security.LimitsAccess)
            .ToDictionary(
                workspace => workspace.Entry,
                workspace => new AccessLimit(workspace, peers.Principals(workspace, workspace.Security.Access).ToValueList()));
        GatewayPermits[] permits = [.. limits.Values.Select(limit => new GatewayPermits(limit, inputs))];
        OpenGateways[] open = [.. limits.Values.Select(limit => new OpenGateways(limit, inputs.Labels))];
        Array.ForEach(permits, each => each.Check(inputs.Clusters, diagnostics));
        Array.ForEach(open, each => each.Check(diagnostics));
        LimitCheck.Run(limits, inputs, diagnostics);
        return new GuardrailPlan(
            [.. guarded.Select(workspace => new GuardrailEmitter(
                workspace, limits.GetValueOrDefault(workspace.Entry), peers, inputs.Labels, inputs.SharedNamespace))],
            permits, open, new ServerGuards(limits, inputs), [.. limits.Values]);
    }

    /// <summary>Who may call the workspaces for which that is limited.</summary>
    public IReadOnlyList<AccessLimit> Limits { get; }

    /// <summary>Whether a namespace of a cluster is closed to all but those whom the model permits.</summary>
    public bool Closes(ClusterFacts cluster, string namespaceName) => Limits.Any(limit => limit.Closes(cluster, namespaceName));

    /// <summary>Adds the guardrails of one cluster.</summary>
    public void Emit(ClusterFacts cluster, List<GeneratedObject> objects)
    {
        foreach (GuardrailEmitter emitter in _emitters)
        {
            emitter.Emit(cluster, objects);
        }

        foreach (GatewayPermits permits in _permits)
        {
            permits.Emit(cluster, objects);
        }

        foreach (OpenGateways open in _open)
        {
            open.Emit(cluster, objects);
        }

        _servers?.Emit(cluster, objects);
    }

    private static bool HasAny(WorkspaceEntry entry) =>
        !entry.Workspace.IsHeld
        && (entry.Tenant.Organization.Security ?? entry.Tenant.Tenant.Security ?? entry.Workspace.Security) is not null;
}
