using Mesh.Inventories;
using Mesh.Istio.Manifests;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>One cluster with a service, a pod without sidecar, a gateway, and two callers; and what limits who may call.</summary>
internal static class AccessMesh
{
    public const string AllowWeb = """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: { name: web, namespace: shop }
        spec: { rules: [{ from: [{ source: { principals: [cluster.local/ns/front/sa/web] } }] }] }
        ---

        """;

    public const string DenyAdmin = """
        apiVersion: security.istio.io/v1
        kind: AuthorizationPolicy
        metadata: { name: admin, namespace: shop }
        spec: { action: DENY, rules: [{ to: [{ operation: { paths: ["/admin*"] } }] }] }
        ---

        """;

    public const string Strict = """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: { name: default, namespace: shop }
        spec: { mtls: { mode: STRICT } }
        ---

        """;

    public const string Edge = """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: { name: edge, namespace: edge }
        spec:
          selector: { istio: edge }
          servers:
          - port: { number: 80, name: http, protocol: HTTP }
            hosts: [api.example.com]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: edge, namespace: edge }
        spec:
          hosts: [api.example.com]
          gateways: [edge]
          http:
          - route: [{ destination: { host: api.shop.svc.cluster.local, port: { number: 80 } } }]
        ---

        """;

    public static MeshResources Resources(string yaml)
    {
        ManifestSet manifests = ManifestReader.Read(yaml);
        Assert.Empty(manifests.Diagnostics);
        return new MeshResources { Clusters = [new ClusterResources("east") { Objects = manifests.Objects }] };
    }

    public static Inventory Inventory() => new InventoryBuilder()
        .AddCluster("east", cluster => cluster.WithRegion("r1")
            .AddService("shop", "api", service => service.WithSelector("app", "api").WithPort(80, "http", "8080").WithClusterIp("10.0.0.1"))
            .AddWorkload("shop", "api-0", pod => pod.WithLabel("app", "api").WithLabel("security.istio.io/tlsMode", "istio")
                .WithServiceAccount("api").WithAddress("10.1.0.1"))
            .AddService("shop", "plain", service => service.WithSelector("app", "plain").WithPort(80, "http", "8080")
                .WithClusterIp("10.0.0.2"))
            .AddWorkload("shop", "plain-0", pod => pod.WithLabel("app", "plain").WithAddress("10.1.0.2").AsOutsideMesh())
            .AddService("edge", "edge", service => service.WithSelector("istio", "edge").WithPort(80, "http", "8080")
                .WithClusterIp("10.0.0.3"))
            .AddWorkload("edge", "edge-0", pod => pod.WithLabel("istio", "edge").WithServiceAccount("edge").WithAddress("10.1.0.3"))
            .AddWorkload("front", "web", pod => pod.WithLabel("app", "web").WithServiceAccount("web").WithAddress("10.1.0.4"))
            .AddWorkload("shop", "other", pod => pod.WithLabel("app", "other").WithServiceAccount("other").WithAddress("10.1.0.5")))
        .Build();
}
