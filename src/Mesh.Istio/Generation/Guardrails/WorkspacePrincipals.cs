using Mesh.Diagnostics;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>What each workspace and tenant stands for: namespaces in each cluster, and the identities of their pods.</summary>
internal sealed class WorkspacePrincipals
{
    private readonly ClusterMap _clusters;
    private readonly Dictionary<string, GuardedWorkspace> _workspaces = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _principals = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Path, string Cluster), SortedSet<string>> _namespaces = [];
    private readonly ILookup<string, GuardedWorkspace> _byTenant;
    private readonly Lazy<(string Principal, GuardedWorkspace[] Owners)[]> _shared;

    public WorkspacePrincipals(IReadOnlyList<GuardedWorkspace> workspaces, ClusterMap clusters)
    {
        _clusters = clusters;
        foreach (GuardedWorkspace workspace in workspaces)
        {
            _workspaces.Add(workspace.ShortPath, workspace);
        }

        _byTenant = workspaces.ToLookup(workspace => workspace.TenantPath, StringComparer.Ordinal);
        _shared = new(() => [.. workspaces
            .SelectMany(workspace => PrincipalsOf(workspace.ShortPath).Select(principal => (Principal: principal, Workspace: workspace)))
            .GroupBy(pair => pair.Principal, pair => pair.Workspace, StringComparer.Ordinal)
            .Where(group => group.Count() > 1)
            .Select(group => (group.Key, group.ToArray()))]);
    }

    /// <summary>The identities that all of the settings permit, in ordinal order.</summary>
    public SortedSet<string> Principals(GuardedWorkspace own, ValueList<AccessSettings> all) =>
        Common(all, settings => Union(own, settings, PrincipalsOf));

    /// <summary>The namespaces of a cluster that all of the settings permit, in ordinal order.</summary>
    public SortedSet<string> Namespaces(GuardedWorkspace own, ValueList<AccessSettings> all, ClusterFacts cluster) =>
        Common(all, settings => Union(own, settings, path => NamespacesOf(path, cluster)));

    /// <summary>Finds identities that are permitted but stand for another workspace's namespace too, because clusters share a trust domain.</summary>
    public void CheckShared(GuardedWorkspace own, ICollection<Diagnostic> diagnostics)
    {
        if (_shared.Value.Length == 0)
        {
            return;
        }

        SortedSet<string> permitted = Principals(own, own.Security.Access);
        HashSet<string> paths = [own.ShortPath, .. own.Security.Access.SelectMany(settings => PathsOf(own, settings))];
        foreach ((string principal, GuardedWorkspace[] owners) in _shared.Value.Where(shared => permitted.Contains(shared.Principal)))
        {
            foreach (GuardedWorkspace other in owners.Where(other => !paths.Contains(other.ShortPath) && !paths.Contains(other.TenantPath)))
            {
                diagnostics.Add(GenerationDiagnostics.SharedIdentity.At(
                    $"{own.ShortPath}/security/access",
                    $"'{principal}' is permitted, and is also an identity of '{other.ShortPath}', which is not: clusters that share a trust domain share the identities of namespaces of one name.",
                    "Give the clusters trust domains of their own, or the namespaces different names."));
            }
        }
    }

    /// <summary>The paths for which the settings stand.</summary>
    private static ValueList<string> PathsOf(GuardedWorkspace own, AccessSettings settings) => settings.Scope switch
    {
        AccessScope.Tenant => [own.TenantPath, .. settings.Others],
        AccessScope.Workspace => [own.ShortPath, .. settings.Others],
        _ => settings.Others,
    };

    private static SortedSet<string> Common(ValueList<AccessSettings> all, Func<AccessSettings, SortedSet<string>> of)
    {
        SortedSet<string>? common = null;
        foreach (AccessSettings settings in all.Where(settings => settings.Scope != AccessScope.Unlimited))
        {
            SortedSet<string> permitted = of(settings);
            if (common is null)
            {
                common = permitted;
            }
            else
            {
                common.IntersectWith(permitted);
            }
        }

        return common ?? new SortedSet<string>(StringComparer.Ordinal);
    }

    private static SortedSet<string> Union(GuardedWorkspace own, AccessSettings settings, Func<string, SortedSet<string>> of)
    {
        var union = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string path in PathsOf(own, settings))
        {
            union.UnionWith(of(path));
        }

        return union;
    }

    private SortedSet<string> PrincipalsOf(string path)
    {
        if (!_principals.TryGetValue(path, out SortedSet<string>? principals))
        {
            principals = new SortedSet<string>(StringComparer.Ordinal);
            foreach (ClusterFacts cluster in _clusters.All)
            {
                principals.UnionWith(NamespacesOf(path, cluster).Select(name => $"{cluster.TrustDomain}/ns/{name}/sa/*"));
            }

            _principals.Add(path, principals);
        }

        return principals;
    }

    private SortedSet<string> NamespacesOf(string path, ClusterFacts cluster)
    {
        if (!_namespaces.TryGetValue((path, cluster.Name), out SortedSet<string>? names))
        {
            names = new SortedSet<string>(StringComparer.Ordinal);
            foreach (GuardedWorkspace workspace in _workspaces.TryGetValue(path, out GuardedWorkspace? one) ? [one] : _byTenant[path])
            {
                names.UnionWith(workspace.Namespaces.In(cluster));
            }

            _namespaces.Add((path, cluster.Name), names);
        }

        return names;
    }
}
