namespace Mesh.Istio.Movement.Planning;

/// <summary>
/// Writes orders of clusters into a model: at the root of the scope, and wherever below it somebody set an order of his own, so that it
/// holds for all of the scope and nothing else.
/// </summary>
/// <param name="scope">The scope.</param>
/// <param name="clients">The clusters of the mesh.</param>
/// <param name="change">Makes the new order of a client's cluster from its present one; <see langword="null"/> leaves it.</param>
internal sealed class OrderRewrite(
    MovementScope scope, IReadOnlyList<string> clients, Func<string, ValueList<FailoverTier>, ValueList<FailoverTier>?> change)
{
    public MeshModel Apply(MeshModel model)
    {
        Organization organization = model.Organization;
        TrafficSettings above = organization.Settings ?? new TrafficSettings();
        return model with
        {
            Organization = organization with
            {
                Settings = scope.IsMesh ? At(organization.Settings, null, isRoot: true) : organization.Settings,
                Tenants = organization.Tenants
                    .Select(tenant => scope.Tenant is null || tenant.Name == scope.Tenant ? Of(tenant, above) : tenant)
                    .ToValueList(),
            },
        };
    }

    private Tenant Of(Tenant tenant, TrafficSettings far)
    {
        bool isRoot = scope is { Tenant: not null, Workspace: null, Host: null };
        TrafficSettings near = Merged(tenant.Settings, far);
        return tenant with
        {
            Settings = scope.Workspace is null && scope.Host is null ? At(tenant.Settings, far, isRoot) : tenant.Settings,
            Workspaces = tenant.Workspaces
                .Select(workspace => scope.Workspace is null || workspace.Name == scope.Workspace ? Of(workspace, near) : workspace)
                .ToValueList(),
        };
    }

    private Workspace Of(Workspace workspace, TrafficSettings far)
    {
        bool isRoot = scope is { Workspace: not null, Host: null };
        TrafficSettings near = Merged(workspace.Settings, far);
        bool all = scope.Host is null;
        return workspace with
        {
            Settings = all ? At(workspace.Settings, far, isRoot) : workspace.Settings,
            Gateways = workspace.Gateways.Select(gateway => Of(gateway, near)).ToValueList(),
            EastWestGateways = !all ? workspace.EastWestGateways : workspace.EastWestGateways
                .Select(gateway => gateway with { Settings = At(gateway.Settings, near, isRoot: false) }).ToValueList(),
            ServiceSettings = !all ? workspace.ServiceSettings : workspace.ServiceSettings
                .Select(service => service with { Settings = At(service.Settings, near, isRoot: false) ?? service.Settings })
                .ToValueList(),
        };
    }

    private WorkspaceGateway Of(WorkspaceGateway gateway, TrafficSettings far)
    {
        TrafficSettings near = Merged(gateway.Settings, far);
        return gateway with
        {
            Settings = scope.Host is null ? At(gateway.Settings, far, isRoot: false) : gateway.Settings,
            Servers = gateway.Servers.Select(server => scope.Host is not null && server.Hostname != scope.Host ? server
                : server with { Settings = At(server.Settings, near, isRoot: scope.Host is not null) }).ToValueList(),
        };
    }

    private static TrafficSettings Merged(TrafficSettings? near, TrafficSettings far) =>
        near is null ? far : SettingsMerge.Merge(near, far);

    private TrafficSettings? At(TrafficSettings? own, TrafficSettings? far, bool isRoot)
    {
        FailoverSettings? said = own?.Failover;
        if (!isRoot && said is not ({ Order: not null } or { OrderByClient: not null } or { LocalFirst: not null }))
        {
            return own;
        }

        FailoverSettings holds = Merged(own ?? new TrafficSettings(), far ?? new TrafficSettings()).Failover ?? new FailoverSettings();
        ValueMap<ValueList<FailoverTier>> orders = holds.OrderByClient ?? default;
        bool changes = false;
        foreach (string client in clients)
        {
            ValueList<FailoverTier> present = Present(holds, client);
            ValueList<FailoverTier>? next = change(client, present);
            changes |= next is not null;
            // An order that begins with the own cluster says so from now on itself.
            if (next is not null || holds.LocalFirst == true)
            {
                orders = orders.With(client, next ?? present);
            }
        }

        return !changes ? own : (own ?? new TrafficSettings()) with
        {
            Failover = (said ?? new FailoverSettings()) with
            {
                OrderByClient = orders,
                LocalFirst = holds.LocalFirst == true ? false : said?.LocalFirst,
            },
        };
    }

    /// <summary>The order of a client's cluster as far as it is said; clusters that it does not name come last.</summary>
    private static ValueList<FailoverTier> Present(FailoverSettings holds, string client)
    {
        var own = new FailoverTier([new TierCluster(client)]);
        ValueList<FailoverTier>? said = holds.OrderByClient is { } orders && orders.TryGetValue(client, out ValueList<FailoverTier> its)
            ? its : holds.Order;
        return said is not { IsEmpty: false } tiers ? [own]
            : holds.LocalFirst != true ? tiers
            : [own, .. TierShift.Without(tiers, [client])];
    }
}
