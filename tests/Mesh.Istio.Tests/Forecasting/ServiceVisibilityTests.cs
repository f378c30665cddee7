using Mesh.Istio.ControlPlane;
using static Mesh.Istio.Tests.Forecasting.Meshes;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>Which services a proxy knows: exportTo and Sidecar resources.</summary>
public class ServiceVisibilityTests
{
    private const string Host = "host.example.com";

    [Theory]
    [InlineData("*", true)]
    [InlineData("shop", true)]
    [InlineData(".", false)]
    [InlineData("other", false)]
    [InlineData("~", false)]
    public void ExportTo_of_another_namespaces_service(string exportTo, bool visible) =>
        Assert.Equal(visible, View(Of(Entry("backend", exportTo))).Hosts.Contains(Host));

    [Theory]
    [InlineData("./*", false)]
    [InlineData("backend/*", true)]
    [InlineData("*/host.example.com", true)]
    [InlineData("*/*.example.com", true)]
    [InlineData("backend/other.example.com", false)]
    public void A_sidecar_resource_limits_its_namespace(string host, bool visible) =>
        Assert.Equal(visible, View(Of(Entry("backend") + Sidecar("shop", host))).Hosts.Contains(Host));

    [Fact]
    public void The_root_namespaces_sidecar_resource_holds_where_there_is_no_other()
    {
        string yaml = Entry("backend") + Sidecar("istio-system", "./*");

        Assert.DoesNotContain(Host, View(Of(yaml)).Hosts);
        Assert.Contains(Host, View(Of(yaml + Sidecar("shop", "*/*"))).Hosts);
    }

    [Fact]
    public void Gateways_ignore_sidecar_resources() =>
        Assert.Contains(Host, View(Of(Entry("backend") + Sidecar("shop", "./*")), Client() with { Type = ProxyType.Router }).Hosts);

    [Fact]
    public void A_virtual_service_brings_the_services_that_it_leads_to()
    {
        const string Route = """
            apiVersion: networking.istio.io/v1
            kind: VirtualService
            metadata: { name: route, namespace: shop }
            spec:
              hosts: [front.example.com]
              http: [{ route: [{ destination: { host: host.example.com, port: { number: 80 } } }] }]
            """;

        Assert.Contains(Host, View(Of(Entry("backend") + Sidecar("shop", "./*") + Route)).Hosts);
    }

    [Fact]
    public void The_clients_own_service_wins_over_others_with_the_same_host()
    {
        string yaml = Entry("backend", localities: ["r2"]) + Entry("shop", localities: ["r1"]);

        Assert.Equal("0 r1 1: 10.0.0.1:80*1", Groups(View(Of(yaml)).Cluster(Host, 80)!));
    }

    [Fact]
    public void Taking_hosts_out_again_is_read_since_1_31()
    {
        PushContext mesh = Of(Entry("backend") + Sidecar("shop", "*/*\", \"~backend/*"));

        Assert.DoesNotContain(Host, View(mesh).Hosts);
        Assert.Contains(Host, View(mesh with { Version = IstioVersion.V1_30 }).Hosts);
    }

    private static string Sidecar(string namespaceName, string host) => $$"""
        apiVersion: networking.istio.io/v1
        kind: Sidecar
        metadata: { name: default, namespace: {{namespaceName}} }
        spec: { egress: [{ hosts: ["{{host}}"] }] }
        ---

        """;
}
