using Mesh.Inventories;

namespace Mesh.Istio.Tests.Generation;

/// <summary>An inventory that fits a model: every gateway and service that the model names, with a fault here and there.</summary>
internal sealed class InventoryRandom(Random random)
{
    private static readonly string[] Regions = ["us-east-2", "us-west1", "eu-west-1"];
    private int _address;

    public Inventory For(MeshModel model) => new()
    {
        Clusters = model.Organization.Clusters.Where(_ => !Fault()).Select(cluster => Cluster(model, cluster.Name)).ToValueList(),
    };

    /// <summary>The same facts in another order.</summary>
    public Inventory Shuffle(Inventory inventory) => new()
    {
        Clusters = Shuffle(inventory.Clusters.Select(cluster => cluster with
        {
            Nodes = Shuffle(cluster.Nodes),
            Namespaces = Shuffle(cluster.Namespaces),
            Services = Shuffle(cluster.Services.Select(service => service with
            {
                ExternalAddresses = Shuffle(service.ExternalAddresses),
                Ports = Shuffle(service.Ports),
            })),
            Workloads = Shuffle(cluster.Workloads),
            Endpoints = Shuffle(cluster.Endpoints),
            VirtualServices = Shuffle(cluster.VirtualServices),
        })),
    };

    /// <summary>The same model with everything reordered that has no order of its own: routes and failover orders stay.</summary>
    public MeshModel Shuffle(MeshModel model) => new(model.Organization with
    {
        Clusters = Shuffle(model.Organization.Clusters),
        Tenants = Shuffle(model.Organization.Tenants.Select(tenant => tenant with
        {
            Workspaces = Shuffle(tenant.Workspaces.Select(workspace => workspace with
            {
                Namespaces = Shuffle(workspace.Namespaces),
                Gateways = Shuffle(workspace.Gateways.Select(gateway => gateway with { Servers = Shuffle(gateway.Servers) })),
                EastWestGateways = Shuffle(workspace.EastWestGateways),
                ServiceSettings = Shuffle(workspace.ServiceSettings),
            })),
        })),
    });

    /// <summary>The same model, read again: no part is the very one.</summary>
    public static MeshModel Again(MeshModel model) => new(model.Organization with
    {
        Tenants = model.Organization.Tenants.Select(tenant => tenant with
        {
            Workspaces = tenant.Workspaces.Select(workspace => workspace with
            {
                Gateways = workspace.Gateways.Select(gateway => gateway with
                {
                    Servers = gateway.Servers.Select(server => server with { }).ToValueList(),
                }).ToValueList(),
            }).ToValueList(),
        }).ToValueList(),
    });

    /// <summary>The same facts, read again: no part is the very one.</summary>
    public static Inventory Again(Inventory inventory) => inventory with
    {
        Clusters = inventory.Clusters.Select(cluster => cluster with
        {
            Services = cluster.Services.Select(service => service with { }).ToValueList(),
            Workloads = cluster.Workloads.Select(pod => pod with { }).ToValueList(),
        }).ToValueList(),
    };

    private ClusterInventory Cluster(MeshModel model, string cluster)
    {
        Locality locality = Fault() ? Locality.Empty : new(Regions[random.Next(3)], $"zone-{random.Next(2)}");
        var namespaces = new SortedSet<string>(StringComparer.Ordinal);
        var services = new Dictionary<(string, string), ServiceInfo>();
        var pods = new List<WorkloadInfo>();
        var exposed = new ExposedRandom(random, () => $"10.1.{_address / 250}.{(_address++ % 250) + 1}");
        foreach (Workspace workspace in model.Organization.Tenants.SelectMany(tenant => tenant.Workspaces))
        {
            namespaces.UnionWith(workspace.Namespaces.Select(selector => selector.Namespace));
            foreach (EastWestGateway gateway in workspace.EastWestGateways)
            {
                namespaces.Add(gateway.Namespace);
                string name = $"svc-{gateway.Name}";
                WorkspaceGateway stand = new WorkspaceGateway
                {
                    Name = gateway.Name,
                    Namespace = gateway.Namespace,
                    Workload = gateway.Workload,
                };
                services[(gateway.Namespace, name)] = Service(stand, name);
                pods.AddRange(Enumerable.Range(0, random.Next(3)).Select(i => Pod(stand, $"{name}-{i}", locality)));
                exposed.Add(gateway, workspace, locality, services);
            }

            foreach (WorkspaceGateway gateway in workspace.Gateways)
            {
                namespaces.Add(gateway.Namespace);
                string name = $"svc-{workspace.Name}-{gateway.Name}";
                services[(gateway.Namespace, name)] = Service(gateway, name);
                pods.AddRange(Enumerable.Range(0, random.Next(3)).Select(i => Pod(gateway, $"{name}-{i}", locality)));
                foreach (ServiceName destination in Destinations(gateway))
                {
                    namespaces.Add(destination.Namespace);
                    if (!Fault())
                    {
                        services.TryAdd((destination.Namespace, destination.Name), new ServiceInfo
                        {
                            Name = destination.Name,
                            Namespace = destination.Namespace,
                            Ports = [new ServicePortInfo { Name = "http", Number = 9080 }],
                        });
                    }
                }
            }
        }

        return new ClusterInventory
        {
            Name = cluster,
            TrustDomain = Fault() ? null : "td.example",
            Network = Fault() ? null : $"net-{cluster}",
            Namespaces = namespaces.Where(_ => !Fault()).Select(ns => new NamespaceInfo { Name = ns }).ToValueList(),
            Nodes = [new NodeInfo { Name = "n0", Locality = new ResolvedLocality(locality, []) }],
            Services = services.Values.ToValueList(),
            Workloads = pods.Concat(exposed.Pods).ToValueList(),
            Endpoints = exposed.Endpoints.ToValueList(),
            VirtualServices = exposed.Routes.ToValueList(),
        };
    }

    private ServiceInfo Service(WorkspaceGateway gateway, string name) => new()
    {
        Name = name,
        Namespace = gateway.Namespace,
        ClusterIps = Fault() ? [] : [$"10.0.{_address / 250}.{(_address++ % 250) + 1}"],
        ExternalAddresses = Enumerable.Range(0, random.Next(3))
            .Select(_ => Fault() ? $"lb-{_address++}.example.com" : $"203.0.{_address / 250}.{(_address++ % 250) + 1}")
            .ToValueList(),
        Ports = gateway.Servers.Select(server => server.Port).Append(Fault() ? 15021 : GatewayServer.MeshPort).Distinct()
            .Select(port => new ServicePortInfo { Name = $"p{port}", Number = port })
            .ToValueList(),
        Selector = gateway.Workload,
    };

    private WorkloadInfo Pod(WorkspaceGateway gateway, string name, Locality locality) => new()
    {
        Name = name,
        Namespace = gateway.Namespace,
        Labels = gateway.Workload,
        ServiceAccount = $"{gateway.Name}-account",
        Ready = !Fault(),
        Locality = new ResolvedLocality(locality, []),
    };

    private static IEnumerable<ServiceName> Destinations(WorkspaceGateway gateway)
    {
        IEnumerable<ServiceDestination> all = gateway.Servers.SelectMany(server => server switch
        {
            HttpServer http => Forwarded(http.Routes),
            HttpsServer https => Forwarded(https.Routes),
            TcpServer tcp => tcp.Destinations,
            TlsPassthroughServer tls => tls.Destinations,
            _ => [],
        });
        foreach (ServiceDestination destination in all)
        {
            if (ServiceName.TryParse(destination.Service, gateway.Namespace, out ServiceName name))
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<ServiceDestination> Forwarded(ValueList<Route> routes) =>
        routes.Select(route => route.Action).OfType<ForwardAction>().SelectMany(action => action.Destinations);

    private ValueList<T> Shuffle<T>(IEnumerable<T> items)
    {
        T[] copy = [.. items];
        random.Shuffle(copy);
        return copy.ToValueList();
    }

    private bool Fault() => random.Next(12) == 0;
}
