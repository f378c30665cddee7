using System.Text;
using Mesh.Istio.Resources;
using Mesh.Kubernetes.Access;

namespace Mesh.Istio.Apply;

/// <summary>
/// The least rights with which Mesh plans, applies and prunes. A dry run needs the same rights as the write. Reading the inventory needs
/// those of
/// <see cref="InventoryAccess"/> beside these.
/// </summary>
public static class ApplyAccess
{
    // An apply that would create needs create beside patch; a write whose answer was lost is looked for with get.
    private static readonly ValueList<string> Members = ["create", "delete", "get", "list", "patch"];
    private static readonly ValueList<string> FieldVerbs = ["create", "update"];

    /// <summary>The rules that hold in the whole cluster, with the shared namespace of the defaults.</summary>
    public static ValueList<AccessRule> ClusterRules { get; } = ClusterRulesFor(MeshNames.Default.SharedNamespace);

    /// <summary>
    /// The rules that hold in the whole cluster: Istio's kinds; of namespaces, all are listed and one is changed, the shared one, which
    /// the manifest brings.
    /// </summary>
    /// <param name="sharedNamespace">The namespace that Mesh generates.</param>
    /// <returns>The rules.</returns>
    public static ValueList<AccessRule> ClusterRulesFor(string sharedNamespace)
    {
        ArgumentException.ThrowIfNullOrEmpty(sharedNamespace);
        return
        [
            new AccessRule("", [KindTable.Namespaces.Plural], ["list"]),
            new AccessRule("", [KindTable.Namespaces.Plural], ["get", "patch"]) { ResourceNames = [sharedNamespace] },
            .. KindTable.Istio
                .GroupBy(kind => kind.Group, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new AccessRule(
                    group.Key, group.Select(kind => kind.Plural).Order(StringComparer.Ordinal).ToValueList(), Members)),
        ];
    }

    /// <summary>
    /// The rules that hold in the whole cluster beside these where access is enforced: every group of fields, and none in a role that Mesh
    /// could not give: an API server lets nobody hand out what they do not hold. So Mesh needs neither <c>bind</c> nor <c>escalate</c>, and
    /// cannot give itself anything.
    /// </summary>
    /// <param name="names">The names that Mesh uses; the defaults when <see langword="null"/>.</param>
    /// <returns>The rules.</returns>
    public static ValueList<AccessRule> EnforcementRules(MeshNames? names = null) =>
    [
        .. KindTable.Istio.GroupBy(kind => kind.Group, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(group => (AccessRule[])
            [
                new(group.Key, [.. group.Select(kind => kind.Plural).Order(StringComparer.Ordinal)], ["update", "watch"]),
                new(group.Key, [.. Enum.GetValues<FieldGroup>().Select(field => $"*/{field.ToString().ToLowerInvariant()}")], FieldVerbs),
            ]),
        .. KindTable.Members.Where(kind => kind.IsWhole).GroupBy(kind => kind.Group, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new AccessRule(
                group.Key, [.. group.Select(kind => kind.Plural).Order(StringComparer.Ordinal)], Members)),
        new AccessRule((names ?? MeshNames.Default).LabelPrefix, [AccessObject.BypassResource], [AccessObject.BypassVerb]),
    ];

    /// <summary>
    /// The rules that istiod needs where access is enforced: it registers workloads by itself, unless
    /// <c>PILOT_ENABLE_WORKLOAD_ENTRY_AUTOREGISTRATION</c> is off, and its own role names no group of fields.
    /// </summary>
    public static ValueList<AccessRule> IstiodRules { get; } =
        [new(ApiGroups.Networking, [$"{KindTable.Find(nameof(WorkloadEntry))!.Plural}/all"], FieldVerbs)];

    /// <summary>The manifest of <see cref="IstiodRules"/>: a ClusterRole, bound to istiod.</summary>
    /// <param name="serviceAccount">
    /// The account as <c>namespace/name</c>; with revisions there are several. Default: <c>istio-system/istiod</c>.
    /// </param>
    /// <param name="name">The name of role and binding. Default: <c>mesh-istiod</c>.</param>
    /// <returns>YAML for <c>kubectl apply -f -</c>.</returns>
    /// <exception cref="ArgumentException">The account has no namespace or no name.</exception>
    public static string IstiodToYaml(string serviceAccount = "istio-system/istiod", string name = "mesh-istiod")
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(serviceAccount);
        if (serviceAccount.Split('/') is not [{ Length: > 0 } home, { Length: > 0 } account])
        {
            throw new ArgumentException($"'{serviceAccount}' is no account as namespace/name.", nameof(serviceAccount));
        }

        return AccessManifest.Add(new StringBuilder(), name, null, IstiodRules)
            .Append($"---\napiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRoleBinding\nmetadata:\n  name: \"{name}\"\n")
            .Append($"roleRef:\n  apiGroup: rbac.authorization.k8s.io\n  kind: ClusterRole\n  name: \"{name}\"\n")
            .Append($"subjects:\n- kind: ServiceAccount\n  name: \"{account}\"\n  namespace: \"{home}\"\n")
            .ToString();
    }

    /// <summary>The rules for the set's parent; they hold in its namespace, or in the whole cluster for a parent without one.</summary>
    /// <param name="parent">The parent.</param>
    /// <returns>The rules.</returns>
    public static ValueList<AccessRule> ParentRules(ApplySetParent parent)
    {
        ArgumentNullException.ThrowIfNull(parent);
        return ParentRules(parent, isNamed: true);
    }

    // RBAC knows names and no patterns, and the name ends with the organization's.
    private const string WiderThanNeeded =
        "# Wider than needed: give ApplyOptions.Organization, and the rule for ConfigMaps names the one that Mesh writes.\n";

    private static ValueList<AccessRule> ParentRules(ApplySetParent parent, bool isNamed)
    {
        // A custom resource is never created by Mesh.
        var named = new AccessRule(parent.Group, [parent.Plural], ["get", "patch"]) { ResourceNames = isNamed ? [parent.Name] : [] };
        return parent.Group.Length == 0 ? [new AccessRule(parent.Group, [parent.Plural], ["create"]), named] : [named];
    }

    /// <summary>
    /// The manifest: the shared namespace, a ClusterRole, and a Role in the namespace of the set's parent. Bind both to who applies.
    /// </summary>
    /// <param name="name">The name of the roles. Default: <c>mesh-applier</c>.</param>
    /// <param name="options">
    /// Names the parent; <see langword="null"/>: the defaults. Give <see cref="ApplyOptions.Organization"/>, which is part of the parent's
    /// name: without it the Role holds for every ConfigMap of the namespace.
    /// </param>
    /// <param name="enforcesAccess">
    /// Whether <see cref="EnforcementRules"/> are in it, too. Default <see langword="false"/>: only where access objects are applied are
    /// they needed.
    /// </param>
    /// <returns>YAML for <c>kubectl apply -f -</c>.</returns>
    public static string ToYaml(string name = "mesh-applier", ApplyOptions? options = null, bool enforcesAccess = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        options ??= new ApplyOptions();
        ApplySetParent? parent = options.ApplySet;
        string shared = parent?.Namespace ?? options.Names.SharedNamespace;
        var yaml = new StringBuilder(options.NamesItsSet ? "" : WiderThanNeeded);
        AccessManifest.AddNamespace(yaml, shared);
        ValueList<AccessRule> rules = ClusterRulesFor(shared);
        rules = enforcesAccess ? rules.AddRange(EnforcementRules(options.Names)) : rules;
        AccessManifest.Add(
            yaml, name, null, parent is { Namespace: null } ? rules.AddRange(ParentRules(parent, options.NamesItsSet)) : rules);
        if (parent is { Namespace: { } home })
        {
            AccessManifest.Add(yaml, name, home, ParentRules(parent, options.NamesItsSet));
        }

        return yaml.ToString();
    }
}
