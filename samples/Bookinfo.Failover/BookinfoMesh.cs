using Mesh;

namespace Bookinfo.Failover;

/// <summary>The article's mesh: Bookinfo in two clusters, two hosts on one ingress gateway.</summary>
internal static class BookinfoMesh
{
    public static MeshModel Model() => new MeshBuilder("tetrate")
        .AddCluster("aws")
        .AddCluster("gcp")
        .AddTenant("dev", t => t
            .AddWorkspace("bookinfo", w => w
                .WithNamespaces("*/bookinfo-backend")
                .WithRequestTimeout(TimeSpan.FromSeconds(15))
                .AddGateway("ingress-bookinfo", g => g
                    .InNamespace("bookinfo-backend")
                    .WithWorkload("app", "ingress-bookinfo")
                    .AddHttpServer("bookinfo", "demo-1-bookinfo.cx.tetrate.info", s => s.RouteTo("productpage", 9080))
                    .AddHttpServer("details", "details.cx.tetrate.info", s => s.RouteTo("details", 9080)))))
        .Build();
}
