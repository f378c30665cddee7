namespace Mesh;

/// <summary>
/// The settings that hold at a place of a model: field by field the nearest one that is set, seen from server over gateway, workspace and
/// tenant to organization. Tells for every field where it was set.
/// </summary>
/// <remarks>
/// Immutable and thread-safe. Places that add nothing share the object of the place above them. A list or an order inside
/// <see cref="FailoverSettings"/> counts as one field: it is replaced, never merged.
/// </remarks>
public sealed record EffectiveSettings
{
    private static readonly EffectiveSettings None = new(new TrafficSettings(), default);

    private EffectiveSettings(TrafficSettings settings, ValueMap<string> sources)
    {
        Settings = settings;
        Sources = sources;
    }

    /// <summary>The names of all fields, such as <c>outlierDetection.interval</c>, in ordinal order.</summary>
    public static ValueList<string> Fields => SettingField.All;

    /// <summary>
    /// The merged settings; a field that nobody sets is <see langword="null"/> and has the default that its documentation names.
    /// </summary>
    public TrafficSettings Settings { get; }

    /// <summary>The full model path of the place that set each field, by field name; fields that nobody sets are absent.</summary>
    public ValueMap<string> Sources { get; }

    /// <summary>Where a field was set.</summary>
    /// <param name="field">The field's name in the model's JSON form, for example <c>outlierDetection.interval</c>.</param>
    /// <returns>The full model path (<c>organizations/tetrate/tenants/dev</c>), or
    /// <see langword="null"/> where the default holds.</returns>
    /// <exception cref="ArgumentException">There is no such field; <see cref="Fields"/> names all.</exception>
    public string? SourceOf(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Sources.TryGetValue(field, out string? source) ? source
            : Fields.AsSpan().Contains(field) ? null
            : throw new ArgumentException($"There is no setting '{field}'; there are: {string.Join(", ", Fields)}.", nameof(field));
    }

    /// <summary>The settings that hold at a place of a model that is named by its path.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">
    /// A path as diagnostics and <see cref="Sources"/> write it: <c>tenants/dev/workspaces/bookinfo</c>, with or without
    /// <c>organizations/…</c> before it; empty means the organization.
    /// </param>
    /// <returns>The effective settings, or <see langword="null"/> when the model has no such place.</returns>
    public static EffectiveSettings? At(MeshModel model, string path)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(path);
        return SettingsLookup.Find(model.Organization, path);
    }

    /// <summary>The settings that hold for everything in an organization.</summary>
    /// <param name="organization">The organization.</param>
    /// <returns>The effective settings.</returns>
    public static EffectiveSettings Of(Organization organization)
    {
        ArgumentNullException.ThrowIfNull(organization);
        return None.Under(organization.Settings, () => ModelPath.Organization(organization.Name));
    }

    /// <summary>The settings that hold for everything of a tenant.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="tenant">One of its tenants.</param>
    /// <returns>The effective settings.</returns>
    public static EffectiveSettings Of(Organization organization, Tenant tenant)
    {
        ArgumentNullException.ThrowIfNull(tenant);
        return Of(organization).Under(tenant.Settings, () => ModelPath.Tenant(organization.Name, tenant.Name));
    }

    /// <summary>The settings that hold for everything in a workspace.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="tenant">One of its tenants.</param>
    /// <param name="workspace">One of the tenant's workspaces.</param>
    /// <returns>The effective settings.</returns>
    public static EffectiveSettings Of(Organization organization, Tenant tenant, Workspace workspace)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        return Of(organization, tenant).Under(
            workspace.Settings, () => ModelPath.Workspace(organization.Name, tenant.Name, workspace.Name));
    }

    /// <summary>The settings that hold for the servers of a gateway.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="tenant">One of its tenants.</param>
    /// <param name="workspace">One of the tenant's workspaces.</param>
    /// <param name="gateway">One of the workspace's gateways.</param>
    /// <returns>The effective settings.</returns>
    public static EffectiveSettings Of(Organization organization, Tenant tenant, Workspace workspace, WorkspaceGateway gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        return Of(organization, tenant, workspace)
            .Under(gateway.Settings, () => ModelPath.Gateway(organization.Name, tenant.Name, workspace.Name, gateway.Name));
    }

    /// <summary>The settings that hold for the services that an east-west gateway exposes.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="tenant">One of its tenants.</param>
    /// <param name="workspace">One of the tenant's workspaces.</param>
    /// <param name="gateway">One of the workspace's east-west gateways.</param>
    /// <returns>The effective settings.</returns>
    public static EffectiveSettings Of(Organization organization, Tenant tenant, Workspace workspace, EastWestGateway gateway)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        return Of(organization, tenant, workspace)
            .Under(gateway.Settings, () => ModelPath.EastWestGateway(organization.Name, tenant.Name, workspace.Name, gateway.Name));
    }

    /// <summary>The settings that hold for a service that no east-west gateway exposes.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="tenant">One of its tenants.</param>
    /// <param name="workspace">One of the tenant's workspaces.</param>
    /// <param name="service">The settings of one of the workspace's services.</param>
    /// <returns>The effective settings.</returns>
    public static EffectiveSettings Of(Organization organization, Tenant tenant, Workspace workspace, ServiceSettings service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return Of(organization, tenant, workspace).Under(service.Settings, () => PathOf(organization, tenant, workspace, service));
    }

    /// <summary>The settings that hold for a service with settings of its own that an east-west gateway exposes.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="tenant">One of its tenants.</param>
    /// <param name="workspace">One of the tenant's workspaces.</param>
    /// <param name="gateway">One of the workspace's east-west gateways.</param>
    /// <param name="service">The settings of one of the workspace's services.</param>
    /// <returns>The effective settings.</returns>
    public static EffectiveSettings Of(
        Organization organization, Tenant tenant, Workspace workspace, EastWestGateway gateway, ServiceSettings service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return Of(organization, tenant, workspace, gateway).Under(service.Settings, () => PathOf(organization, tenant, workspace, service));
    }

    /// <summary>The settings that hold for one server.</summary>
    /// <param name="organization">The organization.</param>
    /// <param name="tenant">One of its tenants.</param>
    /// <param name="workspace">One of the tenant's workspaces.</param>
    /// <param name="gateway">One of the workspace's gateways.</param>
    /// <param name="server">One of the gateway's servers.</param>
    /// <returns>The effective settings.</returns>
    public static EffectiveSettings Of(
        Organization organization, Tenant tenant, Workspace workspace, WorkspaceGateway gateway, GatewayServer server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return Of(organization, tenant, workspace, gateway)
            .Under(server.Settings, () => ModelPath.Server(organization.Name, tenant.Name, workspace.Name, gateway.Name, server.Name));
    }

    /// <summary>
    /// Lays the settings of a nearer place over these; walks over whole models call it once per level instead of <c>Of</c> per server.
    /// </summary>
    internal EffectiveSettings Under(TrafficSettings? nearer, Func<string> path)
    {
        if (nearer is null)
        {
            return this;
        }

        string source = path();
        TrafficSettings resolved = Sensitivity.Resolve(nearer);
        var set = new List<KeyValuePair<string, string>>();
        SettingField.AddSet(resolved, field => set.Add(new(field, source)));
        if (set.Count == 0)
        {
            return this;
        }

        // A field that an alternative replaced is set no more.
        TrafficSettings merged = SettingsMerge.Merge(resolved, Settings);
        var held = new HashSet<string>(StringComparer.Ordinal);
        SettingField.AddSet(merged, field => held.Add(field));
        return new EffectiveSettings(merged, Sources.With(set.ToValueMap()).Where(field => held.Contains(field.Key)).ToValueMap());
    }

    private static string PathOf(Organization organization, Tenant tenant, Workspace workspace, ServiceSettings service) =>
        ModelPath.ServiceSettings(
            organization.Name, tenant.Name, workspace.Name,
            ServiceName.TryParse(service.Service, "", out ServiceName name) ? name : new(service.Service, ""));
}
