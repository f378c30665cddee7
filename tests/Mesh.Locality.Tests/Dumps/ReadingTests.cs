using System.Text;
using CsCheck;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Tests;

namespace Mesh.Localities.Tests.Dumps;

public class ReadingTests
{
    [Theory]
    [InlineData("containers: [{name: istio-proxy}]", "", "", true)]
    [InlineData("initContainers: [{name: istio-proxy, restartPolicy: Always}]", "", "", true)]
    [InlineData("initContainers: [{name: istio-proxy}]", "", "", false)]
    [InlineData("initContainers: [{name: istio-init}]", "", "", false)]
    [InlineData("containers: []", "sidecar.istio.io/status: '{}'", "", true)]
    [InlineData("containers: []", "", "security.istio.io/tlsMode: istio", true)]
    [InlineData("containers: []", "", "security.istio.io/tlsMode: disabled", false)]
    [InlineData("containers: [{name: app}]", "", "", false)]
    public void A_pod_is_in_the_mesh_when_it_has_a_proxy(string spec, string annotation, string label, bool inMesh) =>
        Assert.Equal(inMesh, Pod($"  annotations: {{{annotation}}}\n  labels: {{{label}}}\nspec: {{{spec}}}\n").InMesh);

    [Theory]
    [InlineData("docker.io/istio/proxyv2:1.31.0", 31)]
    [InlineData("localhost:5000/proxyv2:1.30.3-distroless", 30)]
    [InlineData("istio/proxyv2:1.29.1@sha256:0123", 29)]
    [InlineData("istio/proxyv2:latest", null)]
    [InlineData("localhost:5000/proxyv2", null)]
    [InlineData("istio/ztunnel:1.31.0", null)]
    public void The_image_of_a_proxy_tells_its_version(string image, int? minor) =>
        Assert.Equal(minor, Pod($"spec: {{containers: [{{name: istio-proxy, image: '{image}'}}]}}\n").ProxyVersion?.Minor);

    [Fact]
    public void A_pod_without_the_usual_fields_has_the_defaults_of_Kubernetes()
    {
        WorkloadInfo pod = Pod("");

        Assert.Equal(new WorkloadInfo { Name = "p", Namespace = "ns", ServiceAccount = "default" }, pod);
    }

    [Fact]
    public void Of_equal_port_names_the_first_counts() =>
        Assert.Equal(
            [new("web", 1)],
            Pod("spec: {containers: [{name: a, ports: [{name: web, containerPort: 1}, {name: web, containerPort: 2}]}, {name: b, ports: "
                + "[{name: web, containerPort: 3}, {containerPort: 4}]}]}\n").NamedPorts);

    [Fact]
    public void Of_a_VirtualService_the_hosts_the_gateways_and_the_labels_are_read()
    {
        ClusterInventory cluster =
            Read("apiVersion: networking.istio.io/v1beta1\nkind: VirtualService\nmetadata: {name: v, namespace: ns, labels: {a: b}}\n"
            + "spec: {hosts: [details], gateways: [mesh]}\n");

        Assert.Equal([new VirtualServiceInfo { Name = "v", Namespace = "ns", Hosts = ["details"], Gateways = ["mesh"],
            Labels = [new("a", "b")] }], cluster.VirtualServices);
    }

    [Fact]
    public void Of_Istios_objects_is_read_whose_calls_they_concern_who_sees_them_and_since_when()
    {
        const string Head = "metadata: {name: one, namespace: ns, creationTimestamp: '2025-05-01T08:00:00Z'}";
        var created = new DateTimeOffset(2025, 5, 1, 8, 0, 0, TimeSpan.Zero);
        ClusterInventory cluster = Read($"""
            apiVersion: networking.istio.io/v1
            kind: DestinationRule
            {Head}
            spec:
              host: a
              exportTo: ["."]
              workloadSelector:
                matchLabels:
                  app: b
            ---
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            {Head}
            spec:
              hosts: [a]
              exportTo: ["*"]
            ---
            apiVersion: networking.istio.io/v1
            kind: Gateway
            {Head}
            spec:
              selector:
                app: g
              servers:
              - hosts: ["*.local"]
                port:
                  number: 15443
                  name: tls
                  protocol: TLS
                tls:
                  mode: AUTO_PASSTHROUGH
            """);

        Assert.Equal(
            [new DestinationRuleInfo
            {
                Name = "one", Namespace = "ns", Host = "a", ExportTo = ["."], WorkloadSelector = [new("app", "b")], Created = created,
            }],
            cluster.DestinationRules);
        Assert.Equal(
            [new VirtualServiceInfo { Name = "one", Namespace = "ns", Hosts = ["a"], ExportTo = ["*"], Created = created }],
            cluster.VirtualServices);
        Assert.Equal(
            [new IstioGatewayInfo
            {
                Name = "one", Namespace = "ns", Selector = [new("app", "g")], Created = created,
                Servers = [new(15443, "tls", "TLS", "AUTO_PASSTHROUGH", ["*.local"])],
            }],
            cluster.IstioGateways);
    }

    [Theory]
    [InlineData("ns", "istio-proxy", "ISTIO_META_CLUSTER_ID", "", "c1")]
    [InlineData("istio-system", "discovery", "CLUSTER_ID", "labels: {app: istiod}, ", "c1")]
    [InlineData("ns", "discovery", "CLUSTER_ID", "labels: {app: istiod}, ", "")]
    [InlineData("ns", "app", "ISTIO_META_CLUSTER_ID", "", "")]
    public void Proxies_and_istiod_tell_by_which_name_Istio_knows_the_cluster(
        string home, string container, string variable, string labels, string id) =>
        Assert.Equal(
            id,
            string.Join(' ', Read(
                $"apiVersion: v1\nkind: Pod\nmetadata: {{{labels}name: p, namespace: {home}}}\n"
                + $"spec: {{containers: [{{name: {container}, env: [{{name: {variable}, value: c1}}]}}]}}\n").IstioClusterIds));

    [Theory]
    [InlineData("defaultConfig: {proxyMetadata: {ISTIO_META_DNS_CAPTURE: 'true'}}", true)]
    [InlineData("defaultConfig: {proxyMetadata: {ISTIO_META_DNS_CAPTURE: 'false'}}", false)]
    [InlineData("defaultConfig: {}", false)]
    public void MeshConfig_tells_whether_sidecars_answer_DNS(string mesh, bool captures) => Assert.Equal(
        captures,
        MeshConfig(mesh).CapturesDns);

    [Fact]
    public void MeshConfig_tells_which_services_stay_in_their_cluster() => Assert.Equal(
        [new ServiceSettingsInfo(["a.ns.svc.cluster.local", "*.b"], true), new ServiceSettingsInfo(["c"], false)],
        MeshConfig("serviceSettings: [{settings: {clusterLocal: true}, hosts: [a.ns.svc.cluster.local, '*.b']}, {hosts: [c]}]")
            .ServiceSettings);

    [Theory]
    [InlineData("{matchLabels: {mesh: a}}", true)]
    [InlineData("{matchLabels: {mesh: b}}", false)]
    [InlineData("{}", true)]
    [InlineData("{matchExpressions: [{key: mesh, operator: In, values: [x, a]}]}", true)]
    [InlineData("{matchExpressions: [{key: mesh, operator: NotIn, values: [x, a]}]}", false)]
    [InlineData("{matchExpressions: [{key: other, operator: NotIn, values: [x]}]}", true)]
    [InlineData("{matchExpressions: [{key: mesh, operator: Exists}]}", true)]
    [InlineData("{matchExpressions: [{key: mesh, operator: DoesNotExist}]}", false)]
    [InlineData("{matchExpressions: [{key: mesh, operator: Sometimes}]}", false)]
    public void MeshConfig_tells_which_namespaces_istiod_reads(string selector, bool matches) => Assert.Equal(
        matches, Assert.Single(MeshConfig($"discoverySelectors: [{selector}]").DiscoverySelectors).Matches([new("mesh", "a")]));

    [Fact]
    public void Of_a_Service_the_name_that_it_stands_for_is_read() => Assert.Equal(
        "a.example.net",
        Assert.Single(Read(
            "apiVersion: v1\nkind: Service\nmetadata: {name: s, namespace: ns}\nspec: {type: ExternalName, externalName: a.example.net}\n")
            .Services).ExternalName);

    [Theory]
    [InlineData("Succeeded", 0)]
    [InlineData("Failed", 0)]
    [InlineData("Pending", 1)]
    public void Pods_that_have_ended_are_left_out(string phase, int count) =>
        Assert.Equal(count, Read(
            $"apiVersion: v1\nkind: Pod\nmetadata: {{name: p, namespace: ns}}\nstatus: {{phase: {phase}}}\n").Workloads.Count);

    [Theory]
    [InlineData("spec: {clusterIP: 10.0.0.1}", "10.0.0.1", "", false)]
    [InlineData("spec: {clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, 'fd00::1']}", "10.0.0.1 fd00::1", "", false)]
    [InlineData("spec: {clusterIP: None, clusterIPs: [None]}", "", "", true)]
    [InlineData("spec: {type: ExternalName}", "", "", false)]
    [InlineData("spec: {externalIPs: [203.0.113.9]}", "", "203.0.113.9", false)]
    [InlineData("spec: {externalIPs: [203.0.113.9]}\nstatus: {loadBalancer: {ingress: [{ip: 34.1.1.1}]}}", "", "34.1.1.1", false)]
    [InlineData("status: {loadBalancer: {ingress: [{hostname: b.example}, {ip: '', hostname: a.example}, {}]}}", "", "a.example b.example", false)]
    [InlineData("status: {loadBalancer: {ingress: [{ip: 34.1.1.1, hostname: a.example}]}}", "", "34.1.1.1", false)]
    public void Addresses_of_a_service(string text, string inside, string outside, bool headless)
    {
        ServiceInfo service =
            Assert.Single(Read($"apiVersion: v1\nkind: Service\nmetadata: {{name: s, namespace: ns}}\n{text}\n").Services);

        Assert.Equal((inside, outside, headless),
            (string.Join(' ', service.ClusterIps), string.Join(' ', service.ExternalAddresses), service.Headless));
    }

    [Fact]
    public void Endpoints_of_names_or_of_no_service_are_left_out()
    {
        const string Slice =
            "apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: s, namespace: ns, labels: "
            + "{kubernetes.io/service-name: s}}\nendpoints: [{addresses: [a.example]}]\n";

        Assert.Empty(Read(Slice + "addressType: FQDN\n").Endpoints);
        Assert.Empty(Read(Slice.Replace("service-name", "other", StringComparison.Ordinal)).Endpoints);
        Assert.Single(Read(Slice + "addressType: IPv4\n").Endpoints);
    }

    [Fact]
    public void Every_address_of_an_endpoint_is_one_and_absent_conditions_count_as_ready() =>
        Assert.Equal(
            [("10.0.0.1", true, null), ("10.0.0.2", true, null)],
            Read("apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata: {name: s, namespace: ns, labels: "
                + "{kubernetes.io/service-name: s}}\nendpoints: [{addresses: [10.0.0.2, 10.0.0.1]}]\n")
                .Endpoints.Select(endpoint => (endpoint.Address, endpoint.Ready, endpoint.Serving)));

    [Theory]
    [InlineData("labels: {app: istiod, app.kubernetes.io/version: 1.29.4}", "istio/pilot@sha256:01", "1.29")]
    [InlineData("labels: {app: istiod, istio.io/rev: 1-30-3}", "istio/pilot:latest", "1.30")]
    [InlineData("labels: {app: istiod}", "my.registry:443/pilot:1.31-alpha.5c2", "1.31")]
    [InlineData("labels: {istio.io/rev: 1-28-1}", "istio/pilot:1.31.0", "1.28")]
    public void The_version_of_Istio_is_found(string labels, string image, string version) =>
        Assert.Equal(
            version,
            Read($"apiVersion: v1\nkind: Pod\nmetadata: {{name: p, namespace: istio-system, {labels}}}\nspec: {{containers: [{{name: "
                + $"discovery, image: '{image}'}}]}}\n")
                .IstioVersion?.ToString());

    [Fact]
    public void The_version_decides_which_label_of_a_pod_counts()
    {
        const string Pods = "apiVersion: v1\nkind: Pod\nmetadata: {name: p, namespace: ns, labels: {topology.istio.io/locality: new, "
            + "istio-locality: old}}\n---\n"
            + "apiVersion: v1\nkind: Pod\nmetadata: {name: i, namespace: istio-system, labels: {app: istiod}}\nspec: {containers: "
                + "[{image: 'istio/pilot:1.VERSION.0'}]}\n";

        Assert.Equal("old", Read(Pods.Replace("VERSION", "28", StringComparison.Ordinal)).Workloads[1].Locality.Value.Region);
        Assert.Equal("new", Read(Pods.Replace("VERSION", "29", StringComparison.Ordinal)).Workloads[1].Locality.Value.Region);
    }

    [Fact]
    public void Istio_in_another_namespace_is_found()
    {
        ClusterInventory cluster = Read(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio-1-31, namespace: mesh}\ndata: {mesh: 'trustDomain: td'}\n---\n"
            + "apiVersion: v1\nkind: Namespace\nmetadata: {name: mesh, labels: {topology.istio.io/network: net}}\n",
            new DumpOptions { IstioNamespaces = ["istio-system", "mesh"] });

        Assert.Equal(("mesh", "td", "net", "mesh"),
            (cluster.IstioNamespace, cluster.TrustDomain, cluster.Network, cluster.MeshConfig!.RootNamespace));
    }

    [Fact]
    public void A_pod_that_calls_itself_istiod_says_nothing_about_Istio()
    {
        const string Istio =
            "apiVersion: v1\nkind: Pod\nmetadata: {name: i, namespace: control, labels: {app: istiod}}\nspec: {containers: [{image: "
            + "'istio/pilot:1.31.0'}]}\n---\n"
            + "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: control}\ndata: {mesh: 'trustDomain: ours'}\n";
        const string Pretender =
            "---\napiVersion: v1\nkind: Pod\nmetadata: {name: e, namespace: a-team, labels: {app: istiod, istio.io/rev: 1-19-0}}\n"
            + "spec: {containers: [{name: discovery, image: 'istio/pilot:1.20.0'}]}\n---\n"
            + "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: a-team}\ndata: {mesh: 'trustDomain: theirs'}\n";
        var options = new DumpOptions { IstioNamespaces = ["control"] };

        ClusterInventory alone = Read(Istio, options);
        ClusterInventory beside = Read(Istio + Pretender, options);

        Assert.Equal(("control", "ours", "1.31"), (beside.IstioNamespace, beside.TrustDomain, beside.IstioVersion?.ToString()));
        Assert.Equal(alone, beside with { Workloads = alone.Workloads });
    }

    [Fact]
    public void Items_in_any_order_and_grouping_give_the_same_facts()
    {
        string folder = Path.Combine(RepositoryRoot.Path, "tests", "Mesh.Locality.Tests", "TestData", "two-clusters", "aws");
        string[] documents = [.. File.ReadAllText(Path.Combine(folder, "istio.yaml")).Split("\n---\n"),
            .. File.ReadAllText(Path.Combine(folder, "workloads", "bookinfo.yml")).Split("\n- ")[1..]
                .Select(item => item.Replace("\n  ", "\n", StringComparison.Ordinal)),
            File.ReadAllText(Path.Combine(folder, "nodes.json"))];
        ClusterInventory expected = Inventory.FromDumps(new Dictionary<string, string> { ["aws"] = folder }).Clusters[0];

        Gen.Select(Gen.Shuffle(documents), Gen.Int[1, 5]).Sample((shuffled, files) =>
        {
            DumpFile[] dumps = [.. shuffled.Chunk((shuffled.Length + files - 1) / files)
                .Select((chunk, i) => new DumpFile("aws", $"{i}.yaml", Encoding.UTF8.GetBytes(string.Join("\n---\n", chunk))))];
            return Inventory.FromDumps(dumps).Clusters[0] == expected;
        }, iter: 200);
    }

    private static WorkloadInfo Pod(string rest) =>
        Assert.Single(Read($"apiVersion: v1\nkind: Pod\nmetadata:\n  name: p\n  namespace: ns\n{rest}").Workloads);

    private static ClusterInventory Read(string dump, DumpOptions? options = null) =>
        Inventory.FromDumps([new DumpFile("aws", "dump.yaml", Encoding.UTF8.GetBytes(dump))], options).Clusters[0];

    private static MeshConfigInfo MeshConfig(string mesh) =>
        Read("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: istio, namespace: istio-system}\n" + $"data:\n  mesh: |\n    {mesh}\n")
            .MeshConfig!;
}
