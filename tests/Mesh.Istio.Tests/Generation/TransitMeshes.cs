using Mesh.Inventories;

namespace Mesh.Istio.Tests.Generation;

/// <summary>
/// Meshes in which every cluster is a network, some serve a host, others have transit gateways, and who sees whom is chance.
/// </summary>
internal static class TransitMeshes
{
    public static (MeshModel Model, Inventory Inventory) Random(int size, Random random)
    {
        string[] names = [.. Enumerable.Range(0, size + 1).Select(i => $"c{i}")];
        // The first serves, so that there is something to reach.
        string[] serving = [.. names.Where((_, i) => i == 0 || random.Next(4) == 0)];
        var model = new MeshModel(new Organization
        {
            Name = "o",
            Clusters = names.Select(name => new Cluster { Name = name, Network = name, Locality = new Locality(name) }).ToValueList(),
            NetworkReachability = names
                .Select(name => KeyValuePair.Create(name, names.Where(other => other != name && random.Next(3) == 0).ToValueList()))
                .ToValueMap(),
            Tenants =
            [
                new Tenant
                {
                    Name = "t",
                    Workspaces =
                    [
                        new Workspace
                        {
                            Name = "w",
                            Namespaces = [.. serving.Select(name => new NamespaceSelector(name, "app")), new("*", "transit")],
                            Gateways =
                            [
                                Gateway("ingress", "app") with
                                {
                                    Servers = [new HttpServer
                                    {
                                        Name = "a",
                                        Hostname = "a.example.com",
                                        Routes = [new() { Action = new DirectResponseAction { Status = 200 } }],
                                    }],
                                },
                                Gateway("transit", "transit") with { Transit = true },
                            ],
                        },
                    ],
                },
            ],
        });
        return (model, new Inventory { Clusters = names.Select((name, i) => Facts(name, i, serving.Contains(name))).ToValueList() });
    }

    private static WorkspaceGateway Gateway(string name, string ns) =>
        new() { Name = name, Namespace = ns, Workload = [new("app", name)], ServiceAccount = name };

    private static ClusterInventory Facts(string name, int number, bool serves) => new()
    {
        Name = name,
        Namespaces = [new() { Name = "transit" }, .. serves ? [new NamespaceInfo { Name = "app" }] : Array.Empty<NamespaceInfo>()],
        Services = [
            Service("transit", "transit", number, 1), .. serves ? [Service("ingress", "app", number, 2)] : Array.Empty<ServiceInfo>()],
    };

    private static ServiceInfo Service(string name, string ns, int cluster, int number) => new()
    {
        Name = name,
        Namespace = ns,
        ClusterIps = [$"10.{cluster}.0.{number}"],
        ExternalAddresses = [$"203.0.{cluster}.{number}"],
        Ports = [new() { Name = "http", Number = 80 }, new() { Name = "mtls", Number = 15443 }],
        Selector = [new("app", name)],
    };
}
