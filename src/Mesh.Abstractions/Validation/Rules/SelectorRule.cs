using Mesh.Diagnostics;

namespace Mesh.Validation.Rules;

/// <summary>Namespace selectors: spelled right, naming a cluster, adding something, and keeping off system namespaces.</summary>
internal sealed class SelectorRule : IModelRule
{
    // Policies in Istio's root namespace hold for the whole mesh, and Mesh's own namespace holds every workspace's hosts.
    private static readonly string[] SystemNamespaces =
        ["istio-system", "kube-node-lease", "kube-public", "kube-system", MeshNames.DefaultSharedNamespace];

    public void Check(ModelIndex model, List<Diagnostic> found)
    {
        foreach (WorkspaceEntry entry in model.Workspaces)
        {
            CheckList(model, $"{entry.Path}/namespaces", entry.Workspace.Namespaces, isOwning: true, found);
            CheckList(model, $"{entry.Path}/sharedNamespaces", entry.Workspace.SharedNamespaces, isOwning: false, found);
        }
    }

    private static void CheckList(
        ModelIndex model, string path, ValueList<NamespaceSelector> selectors, bool isOwning, List<Diagnostic> found)
    {
        NamespaceSelector[] wide = [.. selectors.Where(IsWide)];
        var seen = new HashSet<NamespaceSelector>();
        for (int i = 0; i < selectors.Count; i++)
        {
            NamespaceSelector selector = selectors[i];
            string at = $"{path}/{i}";
            if (CheckSyntax(at, selector, found))
            {
                CheckMeaning(model, at, selector, isOwning, found);
                if (!seen.Add(selector) || Array.Exists(wide, other => other != selector && Covers(other, selector)))
                {
                    found.Add(
                        ModelDiagnostics.RedundantSelector.At(
                            at, $"'{selector}' is covered by another selector of the workspace.", "Remove it."));
                }
            }
        }
    }

    private static bool CheckSyntax(string path, NamespaceSelector selector, List<Diagnostic> found)
    {
        bool isValid = Syntax.IsSelectorPattern(selector.Cluster) && Syntax.IsSelectorPattern(selector.Namespace);
        if (!isValid)
        {
            string sides = "each side is a lower-case name, '*', or the beginning of a name with '*' at its end.";
            bool isOneName = selector.Namespace.Length == 0 && Syntax.IsSelectorPattern(selector.Cluster);
            found.Add(isOneName
                ? ModelDiagnostics.InvalidSelector.At(
                    path, $"'{selector.Cluster}' has no slash, so it names no namespace of any cluster.",
                    $"Write '*/{selector.Cluster}' for the namespace in every cluster, or 'cluster/{selector.Cluster}'; {sides}")
                : ModelDiagnostics.InvalidSelector.At(
                    path, $"'{(selector.Namespace.Length == 0 ? selector.Cluster : selector)}' is not a namespace selector.",
                    $"Write 'cluster/namespace'; {sides}"));
        }

        return isValid;
    }

    private static void CheckMeaning(ModelIndex model, string path, NamespaceSelector selector, bool isOwning, List<Diagnostic> found)
    {
        if (!model.Organization.Clusters.IsEmpty && !model.ClustersOf(selector.Cluster).Any())
        {
            found.Add(ModelDiagnostics.SelectorWithoutCluster.At(
                path, $"'{selector}' names no cluster of the model.{NearestName.Question(selector.Cluster, model.ClusterNumbers.Keys)}",
                $"Declare the cluster or use one of: {Known(model)}."));
        }

        if (isOwning && SystemNamespaces.Contains(selector.Namespace))
        {
            found.Add(ModelDiagnostics.SystemNamespace.At(
                path, $"'{selector.Namespace}' is a system namespace.", "Put gateways and services into namespaces of their own."));
        }
    }

    private static bool IsWide(NamespaceSelector selector) =>
        SelectorPattern.IsPrefix(selector.Cluster) || SelectorPattern.IsPrefix(selector.Namespace);

    private static bool Covers(NamespaceSelector wide, NamespaceSelector narrow) =>
        Covers(wide.Cluster, narrow.Cluster) && Covers(wide.Namespace, narrow.Namespace);

    private static bool Covers(string wide, string narrow) => SelectorPattern.Matches(wide, narrow);

    private static string Known(ModelIndex model) => string.Join(", ", model.ClusterNumbers.Keys.Take(10));
}
