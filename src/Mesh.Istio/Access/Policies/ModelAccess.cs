using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Holding;
using Mesh.Istio.Access.Rights;
using Mesh.Istio.Generation;
using Mesh.Kubernetes.Access;

namespace Mesh.Istio.Access.Policies;

/// <summary>The roles and workspaces of a model, in the words of one cluster's API server.</summary>
internal sealed class ModelAccess
{
    private readonly ModelWalk _walk;
    private readonly HeldRoles _held;
    private readonly AccessManifestOptions _options;
    private readonly ObjectLabels _labels;
    private readonly (WorkspaceEntry Entry, string Name, ValueList<AccessRule> Rules, ValueList<Subject> Subjects)[] _bound;

    public ModelAccess(MeshModel model, AccessManifestOptions options)
    {
        _walk = new ModelWalk(model);
        _held = new HeldRoles(model);
        _options = options;
        _labels = new ObjectLabels(options.Names.LabelPrefix);
        // A role is the same in every namespace of every cluster.
        var rules = _held.All.Select(held => held.Role).OfType<Role>().Distinct()
            .ToDictionary(role => role.Name, role => RulesOf(role), StringComparer.Ordinal);
        _bound = [
            .. from entry in _walk.Workspaces
               from place in HeldRoles.Upwards(entry.Path)
               from held in _held.In(place)
               let ofRole = held.Role is { } role ? rules[role.Name] : []
               where !ofRole.IsEmpty
               select (entry, NameOf(_walk.Organization.Name, held), ofRole, SubjectsOf(held.Binding))];
    }

    public bool IsEmpty => _held.IsEmpty;

    public PolicySettings SettingsIn(ClusterInventory cluster) => new()
    {
        Enforcement = _options.Enforcement,
        Labels = _labels.Own(_walk.Organization),
        Prefix = _options.Names.LabelPrefix,
        SharedNamespace = _options.Names.SharedNamespace,
        Infrastructure = cluster.IstioNamespaces.IsEmpty ? ["istio-system"] : cluster.IstioNamespaces,
    };

    /// <summary>What each workspace with a namespace in the cluster may name.</summary>
    public ValueList<WorkspaceLimits> LimitsIn(ClusterInventory cluster) =>
    [
        .. _walk.Workspaces.Select(entry => LimitsOf(entry, NamespacesOf(entry, cluster))).Where(limits => !limits.Namespaces.IsEmpty),
    ];

    /// <summary>What is bound in a workspace or above it, in each of the workspace's namespaces.</summary>
    public ValueList<NamespaceRole> RolesIn(ClusterInventory cluster) =>
    [
        .. from bound in _bound
           from namespaceName in NamespacesOf(bound.Entry, cluster)
           select new NamespaceRole(bound.Name, namespaceName, bound.Rules, bound.Subjects) { Labels = _labels.Own(bound.Entry) },
    ];

    /// <summary>What API servers cannot enforce: their rights are of groups in namespaces, not of fields or gateways alone.</summary>
    public IEnumerable<Diagnostic> NotEnforced()
    {
        foreach (HeldRole held in _held.All)
        {
            string path = $"{held.Place}/accessBindings/{held.Binding.Name}".TrimStart('/');
            if (held.Place.Contains("/gateways/", StringComparison.Ordinal))
            {
                yield return AccessDiagnostics.NotEnforced.At(
                    path, $"Binding '{held.Binding.Name}' is of one gateway; API servers give it no right.",
                    "Bind the role in the workspace, or let its changes go through the model.");
            }
            else if (held.Role?.Rules.Any(rule => !rule.Paths.IsEmpty) == true)
            {
                yield return AccessDiagnostics.NotEnforced.At(
                    path, $"Role '{held.Role.Name}' gives single fields; API servers give their groups alone, so these fields are denied.",
                    "Give a group of fields, or let changes of these fields go through the model.");
            }
        }
    }

    private static WorkspaceLimits LimitsOf(WorkspaceEntry entry, ValueList<string> namespaces) => new()
    {
        Workspace = entry.Path,
        Namespaces = namespaces,
        Hosts =
        [
            .. entry.Workspace.Gateways.SelectMany(gateway => gateway.Servers).Select(server => server.Hostname)
                .Concat(entry.Domains).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
        ],
        Destinations = namespaces,
        Selectors =
        [
            .. entry.Workspace.Gateways.Select(gateway => gateway.Workload)
                .Concat(entry.Workspace.EastWestGateways.Select(gateway => gateway.Workload))
                .Where(workload => !workload.IsEmpty).Distinct(),
        ],
    };

    private static ValueList<string> NamespacesOf(WorkspaceEntry entry, ClusterInventory cluster) =>
    [
        .. cluster.Namespaces.Select(found => found.Name).Where(name => entry.Owns(cluster.Name, name))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    // A rule that names kinds of the model alone says nothing of Istio's; without kinds it would be for all of them.
    private static ValueList<AccessRule> RulesOf(Role role) =>
    [
        .. role.Rules.Select(rule => (Rule: rule, Kinds: rule.Kinds.Where(FieldMap.Default.Kinds.ContainsKey)))
            .Where(pair => pair.Rule.Kinds.IsEmpty || pair.Kinds.Any())
            .Select(pair => new GroupRights
            {
                Verbs = [.. pair.Rule.Verbs.Where(verb => verb != AccessVerb.Bind).Select(AccessText.Word)],
                Kinds = [.. pair.Kinds],
                Groups = [.. pair.Rule.Groups.Select(AccessText.Word)],
            })
            .Where(rights => !rights.Verbs.IsEmpty)
            .SelectMany(rights => rights.ToRules(FieldMap.Default)),
    ];

    private static ValueList<Subject> SubjectsOf(AccessBinding binding) =>
    [
        .. binding.Users.Select(name => new Subject(SubjectKind.User, name)),
        .. binding.Groups.Select(name => new Subject(SubjectKind.Group, name)),
        .. binding.ServiceAccounts.Select(name => name.Split('/')).Select(
            parts => new Subject(SubjectKind.ServiceAccount, parts[^1], parts[0])),
    ];

    // The hash keeps bindings of one name in two places, and those of two organizations, apart.
    private static string NameOf(string organization, HeldRole held) =>
        $"mesh-{held.Binding.Role}-{StableHash.Of($"{organization}/{held.Place}/{held.Binding.Name}")}";
}
