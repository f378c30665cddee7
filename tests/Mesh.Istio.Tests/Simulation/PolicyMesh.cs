using System.Text;
using Mesh.Inventories;
using Mesh.Istio.Manifests;

namespace Mesh.Istio.Tests.Simulation;

/// <summary>
/// A random mesh: a host behind the gateway of each cluster and a service of all clusters, with policies, remote secrets, delegates, an
/// egress gateway, several networks, or pods without sidecar. The client is in the first cluster.
/// </summary>
internal sealed record PolicyMesh
{
    public const string Host = "host.example.com";
    public const string Service = "details.shop.svc.cluster.local";
    public const string Client = "shop/client";

    private const string Sidecar = "security.istio.io/tlsMode";

    /// <summary>How many pods of the service each cluster has.</summary>
    public required int[] Pods { get; init; }

    /// <summary>The cluster whose pods have no sidecar; -1 for none.</summary>
    public int Plain { get; init; } = -1;

    public bool HasNetworks { get; init; }

    public bool HasSecrets { get; init; }

    public bool HasDelegate { get; init; }

    public bool HasEgress { get; init; }

    /// <summary>The mode of PeerAuthentication; empty for none.</summary>
    public string Peer { get; init; } = "";

    /// <summary>The rule of AuthorizationPolicy; empty for none.</summary>
    public string Access { get; init; } = "";

    /// <summary>Whether the policy is for gateways; else for the pods.</summary>
    public bool AtGateway { get; init; }

    public MeshResources Resources() => new()
    {
        Clusters = Enumerable.Range(0, Pods.Length).Select(number =>
        {
            ManifestSet manifests = ManifestReader.Read(Objects(number));
            Assert.False(manifests.Diagnostics.HasErrors, manifests.Diagnostics.ToString());
            return new ClusterResources(NameOf(number)) { Objects = manifests.Objects };
        }).ToValueList(),
    };

    public Inventory Inventory()
    {
        var builder = new InventoryBuilder();
        for (int i = 0; i < Pods.Length; i++)
        {
            int number = i;
            builder.AddCluster(NameOf(number), cluster => Observe(cluster, number));
        }

        return builder.Build();
    }

    public override string ToString() =>
        $"pods {string.Join('/', Pods)} plain {Plain} networks {HasNetworks} secrets {HasSecrets} delegate {HasDelegate} "
            + $"egress {HasEgress} peer '{Peer}' access '{Access}' at gateway {AtGateway}";

    private static string NameOf(int number) => $"c{number}";

    private void Observe(InventoryClusterBuilder cluster, int number)
    {
        cluster.WithRegion($"r{number}")
            .WithRemoteSecrets([.. HasSecrets ? Enumerable.Range(0, Pods.Length).Where(other => other != number).Select(NameOf) : []])
            .AddService("shop", "details", service => service.WithSelector("app", "details").WithPort(80, "http", "8080")
                .WithClusterIp($"10.{number}.96.1"))
            .AddService("shop", "door", service => service.WithSelector("app", "door").WithPort(15443, "tls", "15443")
                .WithClusterIp($"10.{number}.96.2").WithExternalAddress($"203.0.113.{number + 1}")
                .WithLabel("topology.istio.io/network", HasNetworks ? $"n{number}" : "n"))
            .AddService("shop", "egress", service => service.WithSelector("app", "egress").WithPort(80, "http", "8080")
                .WithClusterIp($"10.{number}.96.3"));
        cluster.WithNetwork(HasNetworks ? $"n{number}" : "n");
        Add(cluster, number, "client", 1, 20);
        Add(cluster, number, "door", 1, 30);
        Add(cluster, number, "egress", 1, 40);
        Add(cluster, number, "details", Pods[number], 50, number == Plain);
    }

    private static void Add(InventoryClusterBuilder cluster, int number, string app, int count, int first, bool isPlain = false)
    {
        for (int i = 0; i < count; i++)
        {
            string name = count == 1 && app != "details" ? app : $"{app}-{i}", address = $"10.{number}.1.{first + i}";
            cluster.AddWorkload("shop", name, pod =>
            {
                pod.WithLabel("app", app).WithServiceAccount(app).WithAddress(address);
                _ = isPlain ? pod.AsOutsideMesh() : pod.WithLabel(Sidecar, "istio");
            });
        }
    }

    private string Objects(int number)
    {
        var text = new StringBuilder(Entry(number)).Append(Rule(Host, "tls: { mode: ISTIO_MUTUAL, sni: host.example.com }"))
            .Append(Rule(Service, "")).Append(Door).Append(HasDelegate ? Delegated : Routes);
        return text.Append(Pods.Length > 0 && HasEgress ? Egress : "").Append(Policies()).ToString();
    }

    private string Policies()
    {
        string peer = Peer.Length == 0 ? "" : $$"""
            apiVersion: security.istio.io/v1
            kind: PeerAuthentication
            metadata: { name: default, namespace: shop }
            spec: { mtls: { mode: {{Peer}} } }
            ---

            """;
        return peer + (Access.Length == 0 ? "" : $$"""
            apiVersion: security.istio.io/v1
            kind: AuthorizationPolicy
            metadata: { name: limit, namespace: shop }
            spec:
              selector: { matchLabels: { app: {{(AtGateway ? "door" : "details")}} } }
              {{Access}}
            ---

            """);
    }

    private string Entry(int number) => $$"""
        apiVersion: networking.istio.io/v1
        kind: ServiceEntry
        metadata: { name: host, namespace: shop }
        spec:
          hosts: [host.example.com]
          location: MESH_INTERNAL
          resolution: STATIC
          ports: [{ number: 80, name: http, protocol: HTTP }]
          endpoints:
        {{string.Join('\n', Enumerable.Range(0, Pods.Length).Select(other =>
            $"  - {{ address: {(other == number ? $"10.{number}.96.2" : $"203.0.113.{other + 1}")}, locality: r{other}/z/s, "
                + $"ports: {{ http: 15443 }}, labels: {{ {Sidecar}: istio }} }}"))}}
          subjectAltNames: ["spiffe://cluster.local/ns/shop/sa/door"]
        ---

        """;

    // The first region falls back to the second; what is left comes after.
    private static string Rule(string host, string tls) => $$"""
        apiVersion: networking.istio.io/v1
        kind: DestinationRule
        metadata: { name: {{host.Split('.')[0]}}, namespace: shop }
        spec:
          host: {{host}}
          trafficPolicy:
            {{tls}}
            connectionPool: { tcp: { connectTimeout: 1s } }
            outlierDetection:
              { consecutiveGatewayErrors: 1, consecutive5xxErrors: 1, interval: 1s, baseEjectionTime: 300s, maxEjectionPercent: 100 }
            loadBalancer: { localityLbSetting: { enabled: true, failover: [{ from: r0, to: r1 }] } }
        ---

        """;

    private const string Door = """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: { name: door, namespace: shop }
        spec:
          selector: { app: door }
          servers:
          - { port: { number: 15443, name: tls, protocol: HTTPS }, hosts: [host.example.com], tls: { mode: ISTIO_MUTUAL } }
          - { port: { number: 15443, name: cross, protocol: TLS }, hosts: ["*.local"], tls: { mode: AUTO_PASSTHROUGH } }
        ---

        """;

    private const string Routes = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: door, namespace: shop }
        spec:
          hosts: [host.example.com]
          gateways: [door]
          http: [{ route: [{ destination: { host: details.shop.svc.cluster.local, port: { number: 80 } } }] }]
        ---

        """;

    private const string Delegated = """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: door, namespace: shop }
        spec:
          hosts: [host.example.com]
          gateways: [door]
          http: [{ match: [{ uri: { prefix: / } }], delegate: { name: part, namespace: shop } }]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: part, namespace: shop }
        spec:
          http: [{ route: [{ destination: { host: details.shop.svc.cluster.local, port: { number: 80 } } }] }]
        ---

        """;

    private const string Egress = """
        apiVersion: networking.istio.io/v1
        kind: Gateway
        metadata: { name: egress, namespace: shop }
        spec:
          selector: { app: egress }
          servers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: [host.example.com] }]
        ---
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata: { name: egress, namespace: shop }
        spec:
          hosts: [host.example.com]
          gateways: [mesh, egress]
          http:
          - match: [{ gateways: [mesh] }]
            route: [{ destination: { host: egress.shop.svc.cluster.local, port: { number: 80 } } }]
          - match: [{ gateways: [egress] }]
            route: [{ destination: { host: host.example.com, port: { number: 80 } } }]
        ---

        """;
}
