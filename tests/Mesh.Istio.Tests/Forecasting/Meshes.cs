using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Manifests;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>Meshes for tests, from manifests.</summary>
internal static class Meshes
{
    internal const string Cluster = "east";

    internal static PushContext Of(string yaml, Inventory? inventory = null)
    {
        ManifestSet manifests = ManifestReader.Read(yaml);
        Assert.Empty(manifests.Diagnostics);
        return PushContext.Of(
            Cluster, new MeshResources
            {
                Clusters = [new ClusterResources(Cluster) { Objects = manifests.Objects }],
            }, inventory ?? Inventory.Empty);
    }

    internal static ProxyConfig View(PushContext mesh, ClientProxy? client = null) => new ControlPlaneView(mesh).For(client ?? Client());

    internal static ClientProxy Client(
        string namespaceName = "shop", string locality = "r1/z1/s1", string network = "", string cluster = Cluster) => new()
        {
            Namespace = namespaceName,
            Cluster = cluster,
            Network = network,
            Locality = Locality.Parse(locality),
            Labels = [new("app", "client")],
        };

    /// <summary>A ServiceEntry for host.example.com, port 80, with one endpoint per locality.</summary>
    internal static string Entry(
        string namespaceName = "shop", string exportTo = "*", string resolution = "STATIC", params string[] localities) => $"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: {"{"} name: entry, namespace: {namespaceName} {"}"}
        spec:
          hosts: [host.example.com]
          exportTo: ["{exportTo}"]
          location: MESH_INTERNAL
          resolution: {resolution}
          ports: [{"{"} number: 80, name: http, protocol: HTTP {"}"}]
          endpoints:
        {string.Join('\n', (localities.Length == 0 ? ["r1/z1/s1"] : localities).Select((locality, i) =>
            $"  - {{ address: 10.0.0.{i + 1}, locality: {locality}, serviceAccount: sa }}"))}
        ---

        """;

    /// <summary>A DestinationRule whose connect timeout tells which one was taken.</summary>
    internal static string Rule(string name, string namespaceName, string host, int seconds, string more = "") => $"""
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: {"{"} name: {name}, namespace: {namespaceName} {"}"}
        spec:
          host: "{host}"
          trafficPolicy: {"{"} connectionPool: {"{"} tcp: {"{"} connectTimeout: {seconds}s {"}"} {"}"} {"}"}
        {more}
        ---

        """;

    internal static string Groups(EnvoyCluster cluster) => string.Join(
        "; ",
        (cluster.Groups ?? default)
            .OrderBy(group => group.Priority)
            .ThenBy(group => group.Locality.ToString(), StringComparer.Ordinal)
            .Select(group =>
                $"{group.Priority} {group.Locality} {group.Weight}: "
                    + $"{string.Join(' ', group.Endpoints.Select(endpoint => $"{endpoint.Address}:{endpoint.Port}*{endpoint.Weight}"))}"));
}
