using System.Text.Json.Nodes;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.ControlPlane;

namespace Mesh.Conformance.Tests.Istiod;

/// <summary>
/// From a model to a recorded answer: what is generated leads a real istiod to the same endpoint groups with their priorities, the same SNI
/// and accepted identities, and the same routing, as the recorded configuration did. Outlier detection and timeouts are settings and not
/// compared.
/// </summary>
public class EdgeAndIsolationShapeTests
{
    public static TheoryData<string> Versions => ["1.30", "1.31"];

    [Theory]
    [MemberData(nameof(Versions))]
    public void An_edge_with_shares_for_named_clusters(string version) =>
        Compare(version, "edge/named-clusters", EdgeModel(), EdgeInventory());

    [Theory]
    [MemberData(nameof(Versions))]
    public void An_isolated_namespace_still_reaches_the_hosts_of_gateways(string version) =>
        Compare(version, "gateway-host/isolated-namespace", IsolatedModel(), IsolatedInventory());

    private static void Compare(string version, string id, MeshModel model, Inventory inventory)
    {
        IstiodCase line = IstiodCase.Find(id, version);
        PushContext recorded = line.Snapshot();
        MeshResources generated = new IstioGenerator().Generate(model, inventory);
        Assert.False(generated.Diagnostics.HasErrors, generated.Diagnostics.ToString());
        var view = new ControlPlaneView(recorded with
        {
            Clusters = recorded.Clusters
                .Select(
                    cluster => cluster.Inventory.Name == recorded.Cluster ? cluster with
                    {
                        Objects = generated[recorded.Cluster],
                    } : cluster)
                .ToValueList(),
        });
        ProxyConfig[] proxies = [.. line.Proxies().Select(view.For)];
        for (int i = 0; i < proxies.Length; i++)
        {
            EnvoyCluster[] actual = [.. proxies[i].Clusters.Where(cluster => cluster.Name.Contains(line.Host, StringComparison.Ordinal))];
            JsonObject expected = line.Expect[i]!.AsObject();
            Assert.Equal(
                expected.Select(entry => entry.Key).Order(StringComparer.Ordinal),
                actual.Select(cluster => cluster.Name).Order(StringComparer.Ordinal));
            foreach (EnvoyCluster cluster in actual)
            {
                Assert.Equal(Groups(expected[cluster.Name]!), Groups(cluster));
                Assert.Equal(
                    line.ExpectTls?[i]?[cluster.Name] is { } tls ? CallText.OfTls(tls) : "plain text",
                    cluster.Tls is { } own ? CallText.OfTls(own) : "plain text");
            }
        }

        for (int i = 0; i < line.Calls.Count; i++)
        {
            CallResult routed = proxies[(int)line.Calls[i]!["proxy"]!].Route(CallText.Read(line.Calls[i]!));
            // A route for all methods is two in the third edition; which one a call takes is told by its method, where it goes is the same.
            Assert.Equal(
                CallText.Of(line.ExpectCalls![i]!), CallText.Of(routed).Replace("-repeatable", "", StringComparison.Ordinal));
        }
    }

    private static string[] Groups(JsonNode cluster) => [.. (cluster["endpoints"]?.AsArray() ?? [])
        .Select(group => $"P{(int?)group!["priority"] ?? 0} {(string?)group["locality"]} {(int?)group["weight"]}: "
            + string.Join(
                ", ",
                group["endpoints"]!.AsArray().Select(
                    endpoint => $"{(string)endpoint!["address"]!}:{(int)endpoint["port"]!} "
                        + $"{(string?)endpoint["tlsMode"]}").Order(StringComparer.Ordinal)))
        .Order(StringComparer.Ordinal)];

    private static string[] Groups(EnvoyCluster cluster) => [.. (cluster.Groups ?? [])
        .Select(group => $"P{group.Priority} {group.Locality} {group.Weight}: "
            + string.Join(
                ", ",
                group.Endpoints.Select(endpoint => $"{endpoint.Address}:{endpoint.Port} {endpoint.TlsMode}").Order(StringComparer.Ordinal)))
        .Order(StringComparer.Ordinal)];

    // The recorded configuration: first east 80 and eu 20, then ap2, west, ap; and the edge splits 70 to 30 of its own.
    private static MeshModel EdgeModel() => new MeshBuilder("tetrate")
        .AddCluster("edge", c => c.WithLocality("us-east1", "us-east1-b"))
        .AddCluster("west", c => c.WithLocality("us-west1", "a"))
        .AddCluster("east", c => c.WithLocality("us-east1", "b"))
        .AddCluster("eu", c => c.WithLocality("eu-west1", "c"))
        .AddCluster("ap", c => c.WithLocality("ap-south1", "c"))
        .AddCluster("ap2", c => c.WithLocality("ap-south1", "d"))
        .AddTenant("dev", t => t.AddWorkspace("bookinfo", w => w
            .WithNamespaces("east/bookinfo", "west/bookinfo", "eu/bookinfo", "ap/bookinfo", "ap2/bookinfo", "edge/edge")
            .WithFailover(f => f
                .Prefer(
                    new FailoverTier([new("east", 80), new("eu", 20)]), new FailoverTier([new("ap2")]), new FailoverTier([new("west")]),
                    new FailoverTier([new("ap")])))
            .AddGateway("ingress", g => g
                .InNamespace("bookinfo").WithWorkload("app", "ingress")
                .AddHttpServer("details", "details.cx.tetrate.info", s => s.RouteTo("details", 9080)))
            .AddGateway("edge-gw", g => g
                .InNamespace("edge").WithWorkload("app", "edge")
                .AddHttpServer("details", "details.cx.tetrate.info", s => s
                    .WithPort(8080)
                    .RouteToClusters(c => c.Weighted(("east", 70), ("eu", 30)))))))
        .Build();

    private static Inventory EdgeInventory() => new()
    {
        Clusters =
        [
            .. new (string Name, string Address)[] { ("west", "34.1.0.1"), ("east", "34.2.0.1"), ("eu", "34.3.0.1"), ("ap", "34.4.0.1"),
                ("ap2", "34.5.0.1") }
                .Select(cluster => Cluster(cluster.Name, Gateway("bookinfo", "ingress", "10.0.0.1", [cluster.Address], 80))),
            Cluster("edge", Gateway("edge", "edge", "10.0.0.2", [], 8080)),
        ],
    };

    private static MeshModel IsolatedModel() => new MeshBuilder("tetrate")
        .AddCluster("aws", c => c.WithLocality("us-east-2", "us-east-2a").WithNetwork("aws"))
        .AddCluster("azure", c => c.WithLocality("us-east-2", "us-east-2a").WithNetwork("azure"))
        .AddCluster("gcp", c => c.WithLocality("us-west1", "us-west1-a").WithNetwork("gcp"))
        .AddTenant("dev", t => t.AddWorkspace("bookinfo", w => w
            .WithNamespaces("*/bookinfo-backend")
            .WithSecurity(s => s.WithReachability(AccessScope.Workspace))
            .AddGateway("ingress", g => g
                .InNamespace("bookinfo-backend").WithWorkload("app", "ingress").WithServiceAccount("ingress-sa")
                .AddHttpServer("failover", "details.cx.tetrate.info", s => s.RouteTo("details", 9080)))))
        .Build();

    private static Inventory IsolatedInventory() => new()
    {
        Clusters =
        [
            Cluster("aws", Gateway("bookinfo-backend", "ingress", "10.96.1.50", ["203.0.113.10"], 80)),
            Cluster("azure", Gateway("bookinfo-backend", "ingress", "10.0.0.1", ["35.2.2.2"], 80)),
            Cluster("gcp", Gateway("bookinfo-backend", "ingress", "10.0.0.1", ["34.1.1.1"], 80)),
        ],
    };

    private static ClusterInventory Cluster(string name, ServiceInfo gateway) =>
        new() { Name = name, Services = [gateway, Service(gateway.Namespace)] };

    private static ServiceInfo Service(string ns) =>
        new() { Name = "details", Namespace = ns, Ports = [new() { Name = "http", Number = 9080 }] };

    private static ServiceInfo Gateway(string ns, string app, string clusterIp, string[] external, int port) => new()
    {
        Name = app,
        Namespace = ns,
        ClusterIps = [clusterIp],
        ExternalAddresses = [.. external],
        Ports = [new() { Name = "http", Number = port }, new() { Name = "mtls", Number = 15443 }],
        Selector = [new("app", app)],
    };
}
