using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Validation;

namespace Mesh.Istio.Generation.Ownership;

/// <summary>The pods of one cluster that the labels of gateways fit, in whatever namespace: Istio looks for them in all.</summary>
/// <remarks>
/// A pod that somebody else labels like a gateway is no error of the gateway's: it would let one pod stop a team. A pod that is the gateway
/// of another workspace, or in Istio's own namespace, is.
/// </remarks>
internal sealed class GatewayPods
{
    private readonly ClusterInventory _cluster;
    private readonly IReadOnlyList<WorkspaceEntry> _workspaces;
    private readonly GatewayEntry[] _gateways;
    private readonly bool _scopesGateways;
    private readonly List<Diagnostic> _diagnostics;
    private readonly ILookup<(string Key, string Value), WorkloadInfo> _byLabel;
    private readonly ILookup<string, GatewayEntry> _byNamespace;
    private readonly ILookup<string, GatewayEntry> _heldByNamespace;

    /// <param name="cluster">The cluster.</param>
    /// <param name="workspaces">All workspaces.</param>
    /// <param name="gateways">The gateways that are looked at.</param>
    /// <param name="held">Those of workspaces in error: nothing is said of them, but what they have is theirs.</param>
    /// <param name="scopesGateways">Whether istiod looks for pods in a Gateway's own namespace only.</param>
    /// <param name="diagnostics">Takes findings.</param>
    public GatewayPods(
        ClusterInventory cluster, IReadOnlyList<WorkspaceEntry> workspaces, GatewayEntry[] gateways, GatewayEntry[] held,
        bool scopesGateways, List<Diagnostic> diagnostics)
    {
        _cluster = cluster;
        _workspaces = workspaces;
        _gateways = [.. gateways.Where(entry => Uses(entry.Workspace, entry.Gateway.Namespace))];
        _scopesGateways = scopesGateways;
        _diagnostics = diagnostics;
        // A pair of .NET hashes its key alone, and nearly all labels are called app.
        HashSet<(string Key, string Value)> asked =
            [.. _gateways.SelectMany(entry => entry.Gateway.Workload.Select(label => (label.Key, label.Value)))];
        _byLabel = cluster.Workloads
            .SelectMany(pod => pod.Labels.Select(label => (label.Key, label.Value)).Where(asked.Contains).Select(label => (label, pod)))
            .ToLookup(pair => pair.label, pair => pair.pod);
        _byNamespace = _gateways.ToLookup(entry => entry.Gateway.Namespace, StringComparer.Ordinal);
        _heldByNamespace = held.Where(entry => Uses(entry.Workspace, entry.Gateway.Namespace)).ToLookup(
            entry => entry.Gateway.Namespace, StringComparer.Ordinal);
    }

    public void Check()
    {
        foreach (GatewayEntry entry in _gateways)
        {
            WorkloadInfo[] pods = [.. PodsOf(entry)];
            bool hasOwn = Array.Exists(pods, pod => pod.Namespace == entry.Gateway.Namespace);
            if (Array.Find(pods, pod => pod.Namespace != entry.Gateway.Namespace || IsShared(entry, pod)) is not null)
            {
                CheckOthers(entry, pods, hasOwn);
            }

            if (Array.Find(pods, pod => pod.Namespace == entry.Gateway.Namespace && pod.IsGateway == false) is { } application
                && entry.Workspace.Owns(_cluster.Name, application.Namespace)
                && EffectiveSecurity.Of(entry.Workspace.Tenant.Organization, entry.Workspace.Tenant.Tenant,
                    entry.Workspace.Workspace).LimitsAccess)
            {
                _diagnostics.Add(OwnershipDiagnostics.PodsAreNoGateway.At(
                    entry.At("workload"),
                    $"In cluster '{_cluster.Name}' workload {entry.Gateway.Workload} fits pod "
                        + $"'{application.Namespace}/{application.Name}', "
                        + "which is no gateway: whoever may call is limited there, and a gateway is open to all.",
                    "Name labels that only the gateway's pods carry."));
            }
        }
    }

    // Of the labels the one that fewest pods carry finds the pods soonest.
    private IEnumerable<WorkloadInfo> PodsOf(GatewayEntry entry) => entry.Gateway.Workload
        .Select<KeyValuePair<string, string>, IEnumerable<WorkloadInfo>>(label => _byLabel[(label.Key, label.Value)])
        .MinBy(pods => pods.Count())!
        .Where(pod => LabelMatch.Matches(entry.Gateway.Workload, pod.Labels));

    private void CheckOthers(GatewayEntry entry, WorkloadInfo[] pods, bool hasOwn)
    {
        foreach (WorkloadInfo pod in pods.Where(pod => !_scopesGateways || pod.Namespace == entry.Gateway.Namespace))
        {
            if (OwnerOf(entry, pod, hasOwn) is { } owner)
            {
                _diagnostics.Add(OwnershipDiagnostics.PodsOfAnother.At(
                    entry.At("workload"),
                    $"In cluster '{_cluster.Name}' workload {entry.Gateway.Workload} fits pod '{pod.Namespace}/{pod.Name}' of {owner}; "
                        + "Istio "
                        + "looks for a Gateway's pods in all namespaces, so its hosts would be opened there.",
                    "Name labels that only the gateway's own pods carry, for example app: NAMESPACE-GATEWAY."));
                return;
            }
        }
    }

    /// <summary>
    /// Whose a pod is that a gateway may not have, in words; null for its own, and for one that somebody only labelled alike.
    /// </summary>
    private string? OwnerOf(GatewayEntry entry, WorkloadInfo pod, bool hasOwn)
    {
        GatewayEntry? gateway = First(_byNamespace);
        bool isOwn = pod.Namespace == entry.Gateway.Namespace || Uses(entry.Workspace, pod.Namespace);
        // What is in error counts only where the labels say that the pod is its.
        gateway ??= isOwn ? null : First(
            _heldByNamespace, held => held.Gateway.Workload == entry.Gateway.Workload || IsWider(entry, held));
        if (gateway is not null)
        {
            return $"gateway '{gateway.Path}'";
        }

        if (isOwn)
        {
            return null;
        }

        if (pod.Namespace == _cluster.IstioNamespace || _cluster.IstioNamespaces.Contains(pod.Namespace))
        {
            return "Istio's own namespace";
        }

        // Without pods of its own the gateway can only mean those.
        return !hasOwn && _workspaces.FirstOrDefault(other => other.Owns(_cluster.Name, pod.Namespace)) is { } owner
            ? $"workspace '{owner.Path}'"
            : null;

        GatewayEntry? First(ILookup<string, GatewayEntry> gateways, Func<GatewayEntry, bool>? isMeant = null) =>
            gateways[pod.Namespace].FirstOrDefault(
                other => other.Workspace != entry.Workspace && LabelMatch.Matches(other.Gateway.Workload, pod.Labels)
                    && !IsWider(other, entry) && isMeant?.Invoke(other) != false);
    }

    // Of two gateways the one whose labels fit more pods takes the other's.
    private static bool IsWider(GatewayEntry one, GatewayEntry other) =>
        one.Gateway.Workload.Count < other.Gateway.Workload.Count && LabelMatch.Matches(one.Gateway.Workload, other.Gateway.Workload);

    private bool IsShared(GatewayEntry entry, WorkloadInfo pod) => !entry.Workspace.Owns(_cluster.Name, pod.Namespace);

    private bool Uses(WorkspaceEntry workspace, string namespaceName) =>
        workspace.Uses(_cluster.Name, namespaceName);
}
