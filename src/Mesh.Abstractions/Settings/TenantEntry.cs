namespace Mesh;

/// <summary>A tenant, where it is, and the settings that hold there.</summary>
internal sealed class TenantEntry(Organization organization, Tenant tenant, EffectiveSettings settings)
{
    public Organization Organization { get; } = organization;

    public Tenant Tenant { get; } = tenant;

    public EffectiveSettings Settings { get; } = settings;

    /// <summary>The short path, as findings show it.</summary>
    public string Path { get; } = $"tenants/{ModelPath.Part(tenant.Name)}";

    public string FullPath => $"{ModelPath.Organization(Organization.Name)}/{Path}";
}
