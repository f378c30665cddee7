using Mesh.Inventories;

namespace Mesh.Istio.Tests.Generation;

/// <summary>Random edits of a model and its inventory, one after the other; now and then one that takes everything back.</summary>
internal sealed class MeshEdits(Random random, MeshModel model, Inventory inventory)
{
    private readonly List<(MeshModel Model, Inventory Inventory)> _earlier = [(model, inventory)];
    private readonly InventoryRandom _facts = new(random);
    private int _count;

    public MeshModel Model { get; private set; } = model;

    public Inventory Inventory { get; private set; } = inventory;

    public void Next()
    {
        switch (random.Next(16))
        {
            case 0:
                (Model, Inventory) = _earlier[random.Next(_earlier.Count)];
                break;
            case 1:
                Inventory = InventoryRandom.Again(Inventory);
                break;
            case 2:
                Model = InventoryRandom.Again(Model);
                break;
            case 3:
                Inventory = _facts.For(Model);
                break;
            case 4:
                Inventory = With(Inventory, cluster => cluster with { Services = One(cluster.Services, Service) });
                break;
            case 5:
                Inventory = With(Inventory, cluster => cluster with { Workloads = One(cluster.Workloads, Pod) });
                break;
            case 6:
                Inventory = Inventory with { Clusters = Without(Inventory.Clusters) };
                break;
            case 7:
                Model = new(Model.Organization with { Clusters = One(Model.Organization.Clusters, Cluster) });
                break;
            case 8:
                Model = With(tenant => tenant with { Settings = Settings(), Labels = [new("edit", $"{_count++}")] });
                break;
            case 9:
                Model = With(tenant => tenant with { Workspaces = Without(tenant.Workspaces) });
                break;
            case 10:
                Model = WithWorkspace(workspace => workspace with { Settings = Settings() });
                break;
            case 11:
                Model = WithWorkspace(workspace => workspace with { Gateways = Without(workspace.Gateways) });
                break;
            default:
                Model = WithWorkspace(workspace => workspace with
                {
                    Gateways = One(workspace.Gateways, gateway => gateway with { Servers = Servers(gateway.Servers) }),
                });
                break;
        }

        _earlier.Add((Model, Inventory));
    }

    private ValueList<GatewayServer> Servers(ValueList<GatewayServer> servers) => random.Next(3) switch
    {
        0 => Without(servers),
        1 => One(servers, server => server with { Settings = Settings() }),
        _ => One(servers, server => server switch
        {
            HttpServer http => http with { Routes = Routes(http.Routes) },
            HttpsServer https => https with { Routes = Routes(https.Routes) },
            _ => server with { Port = server.Port + 1 },
        }),
    };

    // Also what is in error, or a route that no request reaches.
    private ValueList<Route> Routes(ValueList<Route> routes) => random.Next(7) switch
    {
        0 => Without(routes),
        1 => [.. routes, .. routes.Take(1)],
        2 => One(routes, route => route with { Matches = [new HttpMatch { Path = TextMatch.Regex(random.Next(2) == 0 ? "[" : ".*") }] }),
        3 => One(routes, route => route with { Timeout = TimeSpan.FromSeconds(-1) }),
        4 => One(routes, route => route with { RequestHeaders = new HeaderChanges { Remove = ["x-edit", "host"] } }),
        5 => One(routes, route => route.Action is not ForwardAction forward ? route : route with
        {
            Action = forward with { Destinations = One(forward.Destinations, to => to with { Weight = random.Next(3) }) },
        }),
        _ => One(routes, route => route with { Timeout = TimeSpan.FromSeconds(1 + (_count++ % 50)) }),
    };

    private TrafficSettings? Settings() => random.Next(4) switch
    {
        0 => null,
        1 => new TrafficSettings { RequestTimeout = TimeSpan.FromSeconds(random.Next(1, 9)) },
        2 => new TrafficSettings { Failover = new FailoverSettings { PreferZone = random.Next(2) == 0 } },
        _ => new TrafficSettings { OutlierDetection = new OutlierDetectionSettings { ConsecutiveGatewayErrors = random.Next(1, 9) } },
    };

    private ServiceInfo Service(ServiceInfo service) => random.Next(3) switch
    {
        0 => service with { ExternalAddresses = [$"198.51.100.{_count++ % 250}"] },
        1 => service with { ExternalAddresses = [] },
        _ => service with { Name = $"{service.Name}-{_count++}" },
    };

    private WorkloadInfo Pod(WorkloadInfo pod) => random.Next(3) switch
    {
        0 => pod with { Ready = !pod.Ready },
        1 => pod with { ServiceAccount = $"account-{_count++}" },
        _ => pod with { Locality = new ResolvedLocality(new Locality($"region-{random.Next(3)}", "z"), []) },
    };

    private Cluster Cluster(Cluster cluster) => random.Next(3) switch
    {
        0 => cluster with { State = (ClusterState)random.Next(3) },
        1 => cluster with { Locality = new Locality($"region-{random.Next(3)}") },
        _ => cluster with { IstioVersion = new IstioVersion(1, random.Next(28, 32)) },
    };

    private Inventory With(Inventory all, Func<ClusterInventory, ClusterInventory> change) =>
        all with { Clusters = One(all.Clusters, change) };

    private MeshModel With(Func<Tenant, Tenant> change) =>
        new(Model.Organization with { Tenants = One(Model.Organization.Tenants, change) });

    private MeshModel WithWorkspace(Func<Workspace, Workspace> change) =>
        With(tenant => tenant with { Workspaces = One(tenant.Workspaces, change) });

    private ValueList<T> One<T>(ValueList<T> all, Func<T, T> change)
    {
        int chosen = all.IsEmpty ? -1 : random.Next(all.Count);
        return all.Select((value, i) => i == chosen ? change(value) : value).ToValueList();
    }

    private ValueList<T> Without<T>(ValueList<T> all)
    {
        int chosen = all.IsEmpty ? -1 : random.Next(all.Count);
        return all.Where((_, i) => i != chosen).ToValueList();
    }
}
