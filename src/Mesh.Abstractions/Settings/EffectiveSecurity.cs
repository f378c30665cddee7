namespace Mesh;

/// <summary>The guardrails that hold at a place of a model, and where each was set.</summary>
/// <remarks>
/// For every field the nearest level that sets it counts, together with each farther one whose propagation is
/// <see cref="Propagation.Stricter"/>. Immutable and thread-safe.
/// </remarks>
public sealed record EffectiveSecurity
{
    private EffectiveSecurity(ValueList<SecurityLevel> levels)
    {
        SecurityLevel[] mutualTls = Holding(levels, settings => settings.MutualTls is not null);
        SecurityLevel[] access = Holding(levels, settings => settings.Access is not null);
        SecurityLevel[] reachability = Holding(levels, settings => settings.Reachability is not null);
        SecurityLevel[] registryOnly = Holding(levels, settings => settings.RegistryOnly is not null);
        MutualTls = mutualTls.Length == 0 ? null : mutualTls.Max(level => level.Settings.MutualTls);
        Access = access.Select(level => level.Settings.Access!).ToValueList();
        Reachability = reachability.Select(level => level.Settings.Reachability!).ToValueList();
        RegistryOnly = registryOnly.Length == 0 ? null : registryOnly.Any(level => level.Settings.RegistryOnly == true);
        Sources = Source("access", access)
            .Concat(Source("mutualTls", mutualTls))
            .Concat(Source("reachability", reachability))
            .Concat(Source("registryOnly", registryOnly))
            .ToValueMap();
    }

    /// <summary>Whether mutual TLS is required; <see langword="null"/> when nobody says.</summary>
    public MutualTlsPolicy? MutualTls { get; }

    /// <summary>Who may call: a caller must be permitted by each of these. Empty means no limit.</summary>
    public ValueList<AccessSettings> Access { get; }

    /// <summary>Who may be called: it must be permitted by each of these. Empty means no limit.</summary>
    public ValueList<AccessSettings> Reachability { get; }

    /// <summary>Whether nothing else is reached than what is known; <see langword="null"/> when nobody says.</summary>
    public bool? RegistryOnly { get; }

    /// <summary>
    /// The full model paths of the places that set each field, farthest first, separated by <c>, </c>; fields that nobody sets are absent.
    /// </summary>
    public ValueMap<string> Sources { get; }

    /// <summary>Whether anything limits who may call.</summary>
    public bool LimitsAccess => Access.Any(settings => settings.Scope != AccessScope.Unlimited);

    /// <summary>Whether anything limits who may be called.</summary>
    public bool LimitsReachability => Reachability.Any(settings => settings.Scope != AccessScope.Unlimited);

    /// <summary>The guardrails that hold for a workspace.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="tenant">One of its tenants.</param>
    /// <param name="workspace">One of the tenant's workspaces.</param>
    /// <returns>The guardrails.</returns>
    public static EffectiveSecurity Of(Organization organization, Tenant tenant, Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(tenant);
        ArgumentNullException.ThrowIfNull(workspace);
        var levels = new List<SecurityLevel>(3);
        Add(levels, organization.Security, () => ModelPath.Organization(organization.Name));
        Add(levels, tenant.Security, () => ModelPath.Tenant(organization.Name, tenant.Name));
        Add(levels, workspace.Security, () => ModelPath.Workspace(organization.Name, tenant.Name, workspace.Name));
        return new EffectiveSecurity(levels.ToValueList());
    }

    private static void Add(List<SecurityLevel> levels, SecuritySettings? settings, Func<string> path)
    {
        if (settings is not null)
        {
            bool inherited = levels.Count > 0 && levels[^1].IsBinding;
            levels.Add(new SecurityLevel(settings, path(), settings.Propagation is { } own ? own == Propagation.Stricter : inherited));
        }
    }

    private static SecurityLevel[] Holding(ValueList<SecurityLevel> levels, Func<SecuritySettings, bool> sets)
    {
        SecurityLevel[] setting = [.. levels.Where(level => sets(level.Settings))];
        return [.. setting.Where((level, i) => level.IsBinding || i == setting.Length - 1)];
    }

    private static IEnumerable<KeyValuePair<string, string>> Source(string field, SecurityLevel[] levels) =>
        levels.Length == 0 ? [] : [new(field, string.Join(", ", levels.Select(level => level.Path)))];

    private sealed record SecurityLevel(SecuritySettings Settings, string Path, bool IsBinding);
}
