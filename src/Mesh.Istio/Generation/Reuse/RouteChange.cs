using Mesh.Diagnostics;
using Mesh.Validation;

namespace Mesh.Istio.Generation.Reuse;

/// <summary>
/// A change of nothing but what is in routes: what requests must match, what becomes of them, how long they may take, and weights. Of
/// routes all stages read only which services they lead to, and of those to clusters everything; the rest stands in the VirtualServices of
/// the gateways themselves and nowhere else.
/// </summary>
internal sealed class RouteChange
{
    private readonly List<(Tenant Tenant, Workspace Before, Workspace After)> _workspaces = [];
    private readonly Organization _organization;

    private RouteChange(Organization organization) => _organization = organization;

    /// <summary>The gateways that changed, each with the new one, by reference.</summary>
    public Dictionary<WorkspaceGateway, WorkspaceGateway> Gateways { get; } = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// The change from one model to another, which holds the very parts of the first where they are equal; null where more changed.
    /// </summary>
    public static RouteChange? Of(MeshModel before, MeshModel after)
    {
        (Organization old, Organization now) = (before.Organization, after.Organization);
        if (before.Unread != after.Unread || old.Tenants.Count != now.Tenants.Count
            || old with { Tenants = default } != now with { Tenants = default })
        {
            return null;
        }

        var change = new RouteChange(now);
        for (int i = 0; i < old.Tenants.Count; i++)
        {
            if (!ReferenceEquals(old.Tenants[i], now.Tenants[i]) && !change.Add(old.Tenants[i], now.Tenants[i]))
            {
                return null;
            }
        }

        return change;
    }

    /// <summary>
    /// The findings about the model that go and that come. What rules say of routes they say of each workspace alone, so each that changed
    /// is looked at alone, as it was and as it is; what is said of workspaces among each other cannot differ.
    /// </summary>
    public (ValueList<Diagnostic> Gone, ValueList<Diagnostic> Come) Findings()
    {
        var (gone, come) = (new List<Diagnostic>(), new List<Diagnostic>());
        foreach ((Tenant tenant, Workspace before, Workspace after) in _workspaces)
        {
            (DiagnosticList old, DiagnosticList now) = (Alone(tenant, before), Alone(tenant, after));
            gone.AddRange(old.Except(now));
            come.AddRange(now.Except(old));
        }

        return (gone.ToValueList(), come.ToValueList());
    }

    private DiagnosticList Alone(Tenant tenant, Workspace workspace) => ModelValidator.Validate(
        new MeshModel(_organization with { Tenants = [tenant with { Workspaces = [workspace] }] }));

    private bool Add(Tenant old, Tenant now)
    {
        if (old.Workspaces.Count != now.Workspaces.Count || old with { Workspaces = default } != now with { Workspaces = default })
        {
            return false;
        }

        for (int i = 0; i < old.Workspaces.Count; i++)
        {
            (Workspace before, Workspace after) = (old.Workspaces[i], now.Workspaces[i]);
            if (!ReferenceEquals(before, after))
            {
                if (Outline(before) != Outline(after))
                {
                    return false;
                }

                _workspaces.Add((now, before, after));
                Add(before, after);
            }
        }

        return true;
    }

    private void Add(Workspace before, Workspace after)
    {
        for (int i = 0; i < before.Gateways.Count; i++)
        {
            if (before.Gateways[i] != after.Gateways[i])
            {
                Gateways.Add(before.Gateways[i], after.Gateways[i]);
            }
        }
    }

    private static Workspace Outline(Workspace workspace) => workspace with
    {
        Gateways = workspace.Gateways
            .Select(gateway => gateway with { Servers = gateway.Servers.Select(Outline).ToValueList() }).ToValueList(),
    };

    private static GatewayServer Outline(GatewayServer server) => server switch
    {
        HttpServer http => http with { Routes = Outline(http.Routes) },
        HttpsServer https => https with { Routes = Outline(https.Routes) },
        _ => server,
    };

    private static ValueList<Route> Outline(ValueList<Route> routes) =>
        routes.Any(route => route.Action is ClusterAction) ? routes : routes.Select(route => new Route
        {
            Action = route.Action is ForwardAction forward
                ? new ForwardAction { Destinations = forward.Destinations.Select(to => to with { Weight = null }).ToValueList() }
                : new RedirectAction(),
        }).ToValueList();
}
