using Mesh.Inventories;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>For each right shape the model that a user would write, and the clusters beside the recorded one.</summary>
internal static class ShapeModels
{
    private const string Namespace = "bookinfo-backend";
    private const string Host = "details.cx.tetrate.info";

    public static MeshModel Model(string id) => id switch
    {
        "east-west/up" or "east-west/down" => Mesh(
            ["aws", "azure", "gcp"],
            workspace => Ingress(workspace).WithEastWestGateway(Namespace, exposed => exposed.Services("details"))),
        "ordered/east-west" => Mesh(
            ["aws", "azure", "gcp", "gcp2", "eu"],
            workspace => workspace.WithEastWestGateway(Namespace, exposed => exposed
                .WithWorkload("app", "ingress")
                .Services("details")
                .WithFailover(order => order.Prefer("aws", "azure").ThenPrefer(("gcp", 80), ("gcp2", 20)).ThenPrefer(("eu", null))))),
        "ordered/gateway-host" => Mesh(["aws", "azure", "gcp"], Ingress),
        "ordered/weighted-then-order" => Mesh(
            ["edge", "east", "eu", "ap2", "west", "ap"],
            workspace => Ingress(workspace).WithFailover(order => order
                .ThenPrefer(("east", 80), ("eu", 20)).ThenPrefer(("ap2", null)).ThenPrefer(("west", null)).ThenPrefer(("ap", null)))),
        _ => throw new ArgumentException(id),
    };

    /// <summary>The recorded cluster's facts, and for all others a gateway with an address and the service.</summary>
    public static Inventory Inventory(IstiodCase line)
    {
        Inventory recorded = line.Inventory;
        InventoryBuilder others = new();
        foreach ((string cluster, string address, string locality) in (ReadOnlySpan<(string, string, string)>)
        [
            ("azure", "35.2.2.2", "us-east-2/us-east-2a"), ("gcp", "34.1.1.1", "us-west1/us-west1-a"), ("gcp2", "34.1.1.2", "us-west1/us-west1-b"),
            ("eu", line.Cluster == "edge" ? "34.3.0.1" : "36.1.1.1", line.Cluster == "edge" ? "eu-west1/c" : "eu-west1/b"),
            ("east", "34.2.0.1", "us-east1/b"), ("ap2", "34.5.0.1", "ap-south1/d"), ("west", "34.1.0.1", "us-west1/a"), ("ap", "34.4.0.1", "ap-south1/c"),
        ])
        {
            // In the recordings of east-west azure has the host, not the service: headless services are not exposed.
            bool headless = cluster == "azure" && line.Id.StartsWith("east-west/", StringComparison.Ordinal);
            others.AddCluster(cluster, facts => facts
                .WithLocality(Locality.Parse(locality))
                .AddNamespace(Namespace)
                .AddGateway(Namespace, "ingress", gateway => gateway
                    .WithWorkload("app", "ingress").WithClusterIp("10.96.1.50").WithExternalAddress(address)
                    .WithPorts(80, 8080, 15443).WithServiceAccount("ingress-sa").At(locality))
                .AddService(Namespace, "details", service =>
                {
                    service.WithSelector("app", "details").WithPort(9080, "http");
                    _ = headless ? service.AsHeadless() : service.WithClusterIp("10.96.1.10");
                })
                .AddWorkload(
                    Namespace, "details-0",
                    pod => pod.WithLabel("app", "details").WithServiceAccount("bookinfo-details").WithAddress("10.2.0.1")));
        }

        return recorded with { Clusters = recorded.Clusters.Select(Reachable).ToValueList().AddRange(others.Build().Clusters) };
    }

    // The recorded gateway's address is known to the other clusters only.
    private static ClusterInventory Reachable(ClusterInventory cluster) => cluster with
    {
        Services = cluster.Services.Select(
            service => service.Name == "ingress" ? service with { ExternalAddresses = ["203.0.113.10"] } : service)
            .ToValueList(),
    };

    private static MeshModel Mesh(string[] clusters, Func<WorkspaceBuilder, WorkspaceBuilder> workspace)
    {
        var builder = new MeshBuilder("tetrate");
        foreach (string cluster in clusters)
        {
            builder.AddCluster(cluster, _ => { });
        }

        return builder.AddTenant("dev", tenant => tenant.AddWorkspace("bookinfo", w => workspace(w.WithNamespaces($"*/{Namespace}"))))
            .Build();
    }

    private static WorkspaceBuilder Ingress(WorkspaceBuilder workspace) => workspace
        .AddGateway("ingress-bookinfo", gateway => gateway
            .InNamespace(Namespace).WithWorkload("app", "ingress")
            .AddHttpServer("details", Host, server => server.RouteTo("details", 9080))
            .AddHttpServer("bookinfo", "demo-1-bookinfo.cx.tetrate.info", server => server.RouteTo("productpage", 9080)));
}
