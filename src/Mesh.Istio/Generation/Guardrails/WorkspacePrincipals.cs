using Mesh.Istio.Generation.EastWest;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Generation.Guardrails;

/// <summary>
/// What each workspace and tenant stands for: namespaces in each cluster, the identities of their pods, and hosts in the shared namespace.
/// </summary>
internal sealed class WorkspacePrincipals
{
    private static readonly SortedSet<string> Nothing = [];

    /// <summary>By the short path of a workspace or tenant, and by cluster.</summary>
    private readonly Dictionary<(string Path, string Cluster), SortedSet<string>> _namespaces = [];
    private readonly Dictionary<(string Path, string Cluster), SortedSet<string>> _hosts = [];
    private readonly Dictionary<string, SortedSet<string>> _principals = new(StringComparer.Ordinal);
    private readonly TrustDomainClasses _trustDomains;
    private readonly HostVisibility _visibility;

    public WorkspacePrincipals(IReadOnlyList<GuardedWorkspace> workspaces, GuardrailInputs inputs)
    {
        _visibility = inputs.Visibility;
        _trustDomains = new TrustDomainClasses(inputs.Clusters.All);
        foreach (GuardedWorkspace workspace in workspaces)
        {
            foreach (ClusterFacts cluster in inputs.Clusters.All)
            {
                Add(workspace.ShortPath, workspace, cluster);
                Add(workspace.TenantPath, workspace, cluster);
            }
        }

        if (workspaces.Any(workspace => workspace.Security.LimitsReachability))
        {
            foreach (ClusterFacts cluster in inputs.Clusters.All)
            {
                AddHosts(cluster, inputs);
            }
        }
    }

    /// <summary>The identities that all of the settings permit, in ordinal order.</summary>
    public SortedSet<string> Principals(GuardedWorkspace own, ValueList<AccessSettings> all) =>
        Common(all, settings => Union(own, settings, PrincipalsOf));

    /// <summary>The namespaces of a cluster that all of the settings permit, in ordinal order.</summary>
    public SortedSet<string> Namespaces(GuardedWorkspace own, ValueList<AccessSettings> all, ClusterFacts cluster) =>
        Common(all, settings => Union(own, settings, path => NamespacesOf(path, cluster)));

    /// <summary>
    /// The hosts in the shared namespace of a cluster that all of the settings permit, and the workspace's own, in ordinal order.
    /// </summary>
    public SortedSet<string> Hosts(GuardedWorkspace own, ValueList<AccessSettings> all, ClusterFacts cluster)
    {
        SortedSet<string> hosts = Common(all, settings => Union(own, settings, path => HostsOf(path, cluster)));
        hosts.UnionWith(HostsOf(own.ShortPath, cluster));
        hosts.RemoveWhere(host => !_visibility.IsSeen(host, cluster, own.Namespaces.In(cluster)));
        return hosts;
    }

    /// <summary>The paths for which the settings stand.</summary>
    public static ValueList<string> PathsOf(GuardedWorkspace own, AccessSettings settings) => settings.Scope switch
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

    private static SortedSet<string> Union(GuardedWorkspace own, AccessSettings settings, Func<string, IReadOnlySet<string>> of)
    {
        var union = new SortedSet<string>(StringComparer.Ordinal);
        foreach (string path in PathsOf(own, settings))
        {
            union.UnionWith(of(path));
        }

        return union;
    }

    /// <summary>The identities of the pods of a workspace or tenant, in every cluster.</summary>
    /// <param name="path">Its short path.</param>
    public IReadOnlySet<string> PrincipalsOf(string path) => _principals.GetValueOrDefault(path) ?? Nothing;

    private SortedSet<string> NamespacesOf(string path, ClusterFacts cluster) =>
        _namespaces.GetValueOrDefault((path, cluster.Name)) ?? Nothing;

    private SortedSet<string> HostsOf(string path, ClusterFacts cluster) => _hosts.GetValueOrDefault((path, cluster.Name)) ?? Nothing;

    private void Add(string path, GuardedWorkspace workspace, ClusterFacts cluster)
    {
        IReadOnlyCollection<string> names = workspace.Namespaces.In(cluster);
        if (names.Count == 0)
        {
            return;
        }

        SetOf(_namespaces, (path, cluster.Name)).UnionWith(names);
        SetOf(_principals, path).UnionWith(
            names.Select(name => new SpiffeIdentity(_trustDomains.Of(cluster.TrustDomain), name, SpiffeIdentity.AnyAccount).Principal));
    }

    private void AddHosts(ClusterFacts cluster, GuardrailInputs inputs)
    {
        foreach (ServedHost host in inputs.Hosts.Where(host => HostView.From(cluster, host, inputs.Clusters.RegionOf).Endpoints.Count > 0))
        {
            AddHost(host.Entry.Gateway.Workspace, cluster, host.Hostname);
        }

        // Where a service's own namespace does not exist, its entry is in the shared one.
        foreach (ExposedService service in inputs.EastWest.SharedIn(cluster))
        {
            AddHost(service.Entry.Workspace, cluster, service.Name.Fqdn);
        }
    }

    private void AddHost(WorkspaceEntry workspace, ClusterFacts cluster, string host)
    {
        SetOf(_hosts, (workspace.Path, cluster.Name)).Add(host);
        SetOf(_hosts, (workspace.Tenant.Path, cluster.Name)).Add(host);
    }

    private static SortedSet<string> SetOf<TKey>(Dictionary<TKey, SortedSet<string>> sets, TKey key)
        where TKey : notnull
    {
        if (!sets.TryGetValue(key, out SortedSet<string>? set))
        {
            sets.Add(key, set = new SortedSet<string>(StringComparer.Ordinal));
        }

        return set;
    }
}
