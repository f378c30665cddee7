namespace Mesh;

/// <summary>Walks a path down a model, laying the settings of each place over those above it.</summary>
internal static class SettingsLookup
{
    private const string EastWest = "eastWestGateways";
    private const string Services = "serviceSettings";

    public static EffectiveSettings? Find(Organization organization, string path)
    {
        string root = ModelPath.Organization(organization.Name);
        string rest = path == root ? "" : path.StartsWith(root + "/", StringComparison.Ordinal) ? path[(root.Length + 1)..] : path;
        string[] parts = rest.Length == 0 ? [] : rest.Split('/');
        if (parts.Length == 0)
        {
            return EffectiveSettings.Of(organization);
        }

        string[] kinds = ["tenants", "workspaces", parts is [_, _, _, _, EastWest or Services, _] ? parts[4] : "gateways", "servers"];
        if (parts.Length % 2 != 0 || parts.Length > 2 * kinds.Length
            || kinds.Take(parts.Length / 2).Where((kind, i) => parts[2 * i] != kind).Any())
        {
            return null;
        }

        string Name(int level) => parts[(2 * level) + 1];
        int levels = parts.Length / 2;
        if (organization.Tenants.FirstOrDefault(t => t.Name == Name(0)) is not { } tenant)
        {
            return null;
        }

        if (levels == 1)
        {
            return EffectiveSettings.Of(organization, tenant);
        }

        if (tenant.Workspaces.FirstOrDefault(w => w.Name == Name(1)) is not { } workspace)
        {
            return null;
        }

        if (levels == 2)
        {
            return EffectiveSettings.Of(organization, tenant, workspace);
        }

        return kinds[2] switch
        {
            EastWest => workspace.EastWestGateways.FirstOrDefault(g => g.Name == Name(2)) is { } eastWest
                ? EffectiveSettings.Of(organization, tenant, workspace, eastWest)
                : null,
            Services => workspace.ServiceSettings.FirstOrDefault(s => IsFor(s, Name(2))) is { } own
                ? EffectiveSettings.Of(organization, tenant, workspace, own)
                : null,
            _ => InGateway(organization, tenant, workspace, Name(2), levels == 3 ? null : Name(3)),
        };
    }

    private static EffectiveSettings? InGateway(
        Organization organization, Tenant tenant, Workspace workspace, string name, string? serverName)
    {
        if (workspace.Gateways.FirstOrDefault(g => g.Name == name) is not { } gateway)
        {
            return null;
        }

        if (serverName is null)
        {
            return EffectiveSettings.Of(organization, tenant, workspace, gateway);
        }

        return gateway.Servers.FirstOrDefault(s => s.Name == serverName) is { } server
            ? EffectiveSettings.Of(organization, tenant, workspace, gateway, server)
            : null;
    }

    private static bool IsFor(ServiceSettings settings, string name) =>
        ServiceName.TryParse(settings.Service, "", out ServiceName service) && $"{service.Name}.{service.Namespace}" == name;
}
