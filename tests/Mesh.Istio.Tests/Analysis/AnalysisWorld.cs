using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Analysis;
using Mesh.Istio.Manifests;

namespace Mesh.Istio.Tests.Analysis;

/// <summary>A cluster east with one client, and a set in which the analyzer finds nothing. Faults are edits of it.</summary>
internal static class AnalysisWorld
{
    internal const string East = "east";
    internal const string West = "west";

    /// <summary>The endpoint in the other region.</summary>
    internal const string Remote = "- { address: 10.0.0.2, locality: r2/z1, labels: { version: v1 }, serviceAccount: sa }";

    internal const string Outlier = "outlierDetection: { consecutiveGatewayErrors: 3, maxEjectionPercent: 100 }";

    internal const string Balancer = "loadBalancer: { localityLbSetting: { failover: [{ from: r1, to: r2 }] } }";

    internal const string Entry = $"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {"{"} name: host, namespace: shop {"}"}
        spec:
          hosts: [host.example.com]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{"{"} number: 80, name: http, protocol: HTTP {"}"}]
          endpoints:
          - {"{"} address: 10.0.0.1, locality: r1/z1, labels: {"{"} version: v1 {"}"}, serviceAccount: sa {"}"}
          {Remote}
        ---

        """;

    internal const string Rule = $"""
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {"{"} name: host, namespace: shop {"}"}
        spec:
          host: host.example.com
          trafficPolicy:
            connectionPool: {"{"} tcp: {"{"} connectTimeout: 2s {"}"} {"}"}
            {Outlier}
            {Balancer}
        ---

        """;

    internal const string Good = Entry + Rule;

    internal static WorkloadInfo Pod(string name, string namespaceName = "shop", string locality = "r1/z1") => new()
    {
        Name = name,
        Namespace = namespaceName,
        InMesh = true,
        Ready = true,
        Labels = [new("app", name), new("security.istio.io/tlsMode", "istio")],
        Locality = new ResolvedLocality(Locality.Parse(locality), []),
    };

    internal static ServiceInfo Service(string name, params string[] external) => new()
    {
        Name = name,
        Namespace = "shop",
        ClusterIps = ["10.96.0.1"],
        ExternalAddresses = external.ToValueList(),
        Ports = [new ServicePortInfo { Name = "http", Number = 80 }],
        Selector = [new("app", name)],
    };

    internal static ClusterInventory Observed(string name = East, string locality = "r1/z1") => new()
    {
        Name = name,
        Services = [Service("details")],
        Workloads = [Pod("client", locality: locality)],
    };

    internal static DiagnosticList Analyze(string east, string west = "", Inventory? inventory = null, AnalyzerOptions? options = null)
    {
        ClusterResources[] clusters = [Read(East, east), .. west.Length > 0 ? [Read(West, west)] : Array.Empty<ClusterResources>()];
        return new Analyzer(options).Analyze(
            new MeshResources { Clusters = clusters.ToValueList() }, inventory ?? new Inventory { Clusters = [Observed()] });
    }

    internal static ClusterResources Read(string cluster, string yaml)
    {
        ManifestSet manifests = ManifestReader.Read(yaml);
        Assert.False(manifests.Diagnostics.HasErrors, manifests.Diagnostics.ToString());
        return new ClusterResources(cluster) { Objects = manifests.Objects, GatewayApi = manifests.GatewayApi };
    }
}
