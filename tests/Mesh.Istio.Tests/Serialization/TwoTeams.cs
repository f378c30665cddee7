using Mesh.Inventories;

namespace Mesh.Istio.Tests.Serialization;

/// <summary>Two teams, a workspace each, in two clusters.</summary>
internal static class TwoTeams
{
    public static Inventory Inventory => new() { Clusters = [Observed("aws"), Observed("gcp")] };

    public static MeshResources Generate(string a, string b, string region = "us-east-2") =>
        new IstioGenerator().Generate(Model(a, b, region), Inventory);

    public static MeshModel Model(string a, string b, string region) => new(new Organization
    {
        Name = "acme",
        Clusters = [
            new Cluster { Name = "aws", Locality = new Locality(region) },
            new Cluster { Name = "gcp", Locality = new Locality("us-west1") }],
        Tenants = [new Tenant { Name = "t", Workspaces = [Workspace("a", a), Workspace("b", b)] }],
    });

    private static Workspace Workspace(string name, string host) => new()
    {
        Name = name,
        Namespaces = [NamespaceSelector.Parse($"*/{name}")],
        Gateways =
        [
            new WorkspaceGateway
            {
                Name = "ingress",
                Namespace = name,
                Workload = [new("app", name)],
                Servers =
                [
                    new HttpServer
                    {
                        Name = "web",
                        Hostname = host,
                        Routes = [
                            new Route
                            {
                                Action = new ForwardAction { Destinations = [new ServiceDestination { Service = "web", Port = 80 }] },
                            }],
                    },
                ],
            },
        ],
    };

    public static ClusterInventory Observed(string name) => new()
    {
        Name = name,
        Services = [.. new[] { "a", "b" }.SelectMany(ns => new[] { Gateway(ns), Web(ns) })],
    };

    private static ServiceInfo Gateway(string ns) => new()
    {
        Name = "ingress",
        Namespace = ns,
        Type = "LoadBalancer",
        Selector = [new("app", ns)],
        ClusterIps = [ns == "a" ? "10.0.0.1" : "10.0.0.2"],
        ExternalAddresses = [ns == "a" ? "192.0.2.1" : "192.0.2.2"],
        Ports = [new ServicePortInfo { Name = "http", Number = 80 }, new ServicePortInfo { Name = "tls", Number = 15443 }],
    };

    private static ServiceInfo Web(string ns) =>
        new()
        {
            Name = "web",
            Namespace = ns,
            Selector = [new("app", "web")],
            Ports = [new ServicePortInfo { Name = "http", Number = 80 }],
        };
}
