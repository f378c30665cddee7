using Mesh.Diagnostics;
using Mesh.Inventories;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>The namespaces that a workspace owns in each cluster: those named, and those observed that a pattern names.</summary>
internal sealed class OwnedNamespaces
{
    private readonly Dictionary<string, SortedSet<string>> _named = new(StringComparer.Ordinal);

    public OwnedNamespaces(WorkspaceEntry entry, ClusterMap clusters, string multiclusterNamespace, ICollection<Diagnostic> diagnostics)
    {
        foreach (ClusterFacts cluster in clusters.All)
        {
            var names = new SortedSet<string>(StringComparer.Ordinal);
            foreach (NamespaceSelector selector in entry.Workspace.Namespaces.Where(
                selector => selector.Matches(cluster.Name, selector.Namespace.TrimEnd('*'))))
            {
                names.UnionWith(NamesOf(selector, cluster, entry, diagnostics));
            }

            // A policy in Istio's root namespace, which MeshConfig can name, holds for the whole mesh, one in Kubernetes' own can stop the
            // cluster.
            names.RemoveWhere(name => name == multiclusterNamespace || IsSystem(name, cluster));
            _named.Add(cluster.Name, names);
        }
    }

    /// <summary>In ordinal order, also those that do not exist yet.</summary>
    public IReadOnlyCollection<string> In(ClusterFacts cluster) => _named[cluster.Name];

    /// <summary>Those that exist, as far as known.</summary>
    public IEnumerable<string> ExistingIn(ClusterFacts cluster) => _named[cluster.Name].Where(cluster.HasNamespace);

    public static string IstioNamespace(ClusterFacts cluster) => cluster.Inventory?.IstioNamespace ?? "istio-system";

    private static bool IsSystem(string name, ClusterFacts cluster) =>
        name == IstioNamespace(cluster)
        || name == (cluster.Inventory?.MeshConfig?.RootNamespace ?? "istio-system")
        || cluster.Inventory?.IstioNamespaces.Contains(name) == true
        || name.StartsWith("kube-", StringComparison.Ordinal);

    private static IEnumerable<string> NamesOf(
        NamespaceSelector selector, ClusterFacts cluster, WorkspaceEntry entry, ICollection<Diagnostic> diagnostics)
    {
        if (!selector.Namespace.EndsWith('*'))
        {
            if (IsSystem(selector.Namespace, cluster))
            {
                diagnostics.Add(GenerationDiagnostics.NoGuardrail.At(
                    $"{entry.Path}/security",
                    $"Namespace '{selector.Namespace}' of cluster '{cluster.Name}' belongs to Istio or Kubernetes; no guardrail is "
                        + $"generated there.",
                    "Leave system namespaces out of workspaces."));
            }

            return [selector.Namespace];
        }

        ValueList<NamespaceInfo> observed = cluster.Inventory?.Namespaces ?? [];
        if (observed.IsEmpty && cluster.IsObserved)
        {
            diagnostics.Add(GenerationDiagnostics.NoGuardrail.At(
                $"{entry.Path}/security",
                $"The namespaces of cluster '{cluster.Name}' are unknown, so '{selector}' names none there; they have no guardrail and "
                    + $"count as nobody's.",
                "Add the cluster's namespaces to the inventory, or name the namespaces one by one."));
        }

        return observed.Select(ns => ns.Name).Where(name => selector.Matches(cluster.Name, name));
    }
}
