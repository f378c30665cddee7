using Mesh.Inventories;

namespace Mesh.Istio.Tests.Generation.EastWest;

/// <summary>Two clusters with a gateway and the services details and ratings, in code, to be spoiled or extended by tests.</summary>
internal static class EastWestMesh
{
    public const string Home = "bookinfo";
    public const string Path = "tenants/dev/workspaces/bookinfo/eastWestGateways/east-west";
    public const string Fqdn = "details.bookinfo.svc.cluster.local";

    public static MeshModel Model(
        Action<EastWestGatewayBuilder>? exposed = null, Action<WorkspaceBuilder>? workspace = null, string[]? clusters = null,
            string selector = "*/bookinfo")
    {
        var mesh = new MeshBuilder("tetrate");
        foreach (string cluster in clusters ?? ["aws", "gcp"])
        {
            mesh.AddCluster(cluster);
        }

        return mesh.AddTenant("dev", t => t.AddWorkspace("bookinfo", w =>
        {
            w.WithNamespaces(selector.Split(',')).WithEastWestGateway(Home, e =>
            {
                e.WithWorkload("app", "ingress").WithRequestTimeout(TimeSpan.FromSeconds(9)).WithRetries(retries => retries.Idempotent());
                (exposed ?? (builder => builder.Services("details")))(e);
            });
            workspace?.Invoke(w);
        })).Build();
    }

    public static Inventory Inventory(params ClusterInventory[] clusters) => new() { Clusters = clusters.ToValueList() };

    public static ClusterInventory Aws { get; } = Cluster("aws", "us-east-2/us-east-2a", "203.0.113.10");

    public static ClusterInventory Gcp { get; } = Cluster("gcp", "us-west1/us-west1-a", "198.51.100.20");

    public static ClusterInventory Cluster(string name, string locality, params string[] addresses) => new InventoryBuilder()
        .AddCluster(name, c => c
            .WithLocality(Locality.Parse(locality))
            .WithTrustDomain($"{name}.example")
            .WithIstioClusterId(name)
            .AddNamespace(Home)
            .AddGateway(Home, "ingress", g =>
            {
                g.WithWorkload("app", "ingress").WithClusterIp("10.0.0.50").WithPorts(80, GatewayServer.MeshPort)
                    .WithServiceAccount("ingress").At(locality);
                foreach (string address in addresses)
                {
                    g.WithExternalAddress(address);
                }
            })
            .AddService(Home, "details", s =>
                s.WithSelector("app", "details").WithPort(9080, "http").WithClusterIp("10.0.0.10").WithLabel("exposed", "yes"))
            .AddWorkload(Home, "details-0", p => p.WithLabel("app", "details").WithServiceAccount("details").WithAddress("10.1.0.10"))
            .AddService(Home, "ratings", s => s.WithSelector("app", "ratings").WithPort(9080, "http").WithClusterIp("10.0.0.11"))
            .AddWorkload(Home, "ratings-0", p => p.WithLabel("app", "ratings").WithServiceAccount("ratings").WithAddress("10.1.0.11"))
            .AddWorkload(Home, "productpage-0", p => p.WithLabel("app", "productpage").WithAddress("10.1.0.12")))
        .Build().Clusters[0] with
    {
        MeshConfig = new MeshConfigInfo { CapturesDns = true },
    };

    public static ClusterInventory With(this ClusterInventory cluster, string service, Func<ServiceInfo, ServiceInfo> change) =>
        cluster with
        {
            Services = cluster.Services.Select(candidate => candidate.Name == service ? change(candidate) : candidate).ToValueList(),
        };

    public static ClusterInventory Without(this ClusterInventory cluster, string service) => cluster with
    {
        Services = cluster.Services.Where(candidate => candidate.Name != service).ToValueList(),
        Workloads = cluster.Workloads.Where(pod => pod.Name != $"{service}-0").ToValueList(),
        Endpoints = cluster.Endpoints.Where(endpoint => endpoint.Service != service).ToValueList(),
    };

    public static ClusterInventory WithoutPods(this ClusterInventory cluster, string service) =>
        cluster.Without(service) with { Services = cluster.Services };

    public static ClusterInventory WithPod(this ClusterInventory cluster, Func<WorkloadInfo, WorkloadInfo> change) => cluster with
    {
        Workloads = cluster.Workloads.Select(pod => pod.Name == "details-0" ? change(pod) : pod).ToValueList(),
    };

    public static MeshResources Generate(MeshModel model, params ClusterInventory[] clusters) =>
        new IstioGenerator().Generate(model, Inventory(clusters));
}
