namespace Mesh.Validation;

/// <summary>A tenant and where it is.</summary>
internal sealed record TenantEntry(Organization Organization, Tenant Tenant)
{
    public string Path => $"tenants/{Tenant.Name}";
}
