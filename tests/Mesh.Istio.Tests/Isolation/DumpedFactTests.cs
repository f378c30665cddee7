using System.Text;
using Mesh.Diagnostics;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Serialization;

namespace Mesh.Istio.Tests.Isolation;

/// <summary>What one team's objects say wrongly in a dump, as Kubernetes takes it, from the file to what is written.</summary>
public sealed class DumpedFactTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mesh").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("ports: [{name: http, port: 0}]")]
    [InlineData("ports: [{name: http, port: 70000}]")]
    [InlineData("ports: [{name: http, port: -1}]")]
    public void A_wrong_fact_of_a_dump_holds_the_owner_of_its_namespace_only(string ports)
    {
        Generate(Dump("ports: [{name: http, port: 8080}]"), "b.example.com").WriteTo(_folder);
        Dictionary<string, string> before = FilesOf("a");

        MeshResources resources = Generate(Dump(ports), "b2.example.com");
        resources.WriteTo(_folder);

        Diagnostic wrong = Assert.Single(resources.Diagnostics.Errors.DistinctBy(error => error.Code));
        Assert.Equal("MI003", wrong.Code);
        Assert.Equal(["tenants/t/workspaces/a"], wrong.Concerns);
        Assert.Null(new RemovalGuard(resources.Diagnostics).Refusal);
        Assert.NotEmpty(before);
        Assert.Equal(before, FilesOf("a"));
        Assert.All(FilesOf("b"), file => Assert.DoesNotContain("b.example.com", file.Value, StringComparison.Ordinal));
        Assert.NotEmpty(FilesOf("b"));
    }

    private static MeshResources Generate(Inventory inventory, string b) =>
        new IstioGenerator().Generate(TwoTeams.Model("a.example.com", b, "us-east-2"), inventory);

    // The slice is team a's own.
    private static Inventory Dump(string ports) => Inventory.FromDumps(((string[])["aws", "gcp"]).Select(cluster => new DumpFile(
        cluster, $"{cluster}/objects.yaml", Encoding.UTF8.GetBytes($$"""
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: Node, metadata: {name: n1, labels: {topology.kubernetes.io/region: us-east-2} } }
            {{Services("a", 1)}}
            {{Services("b", 2)}}
            - apiVersion: discovery.k8s.io/v1
              kind: EndpointSlice
              metadata: {name: web-1, namespace: a, labels: {kubernetes.io/service-name: web} }
              addressType: IPv4
              endpoints: [{addresses: [10.1.0.1]}]
              {{ports}}
            """))));

    private static string Services(string team, int number) => $$"""
        - {apiVersion: v1, kind: Namespace, metadata: {name: {{team}} } }
        - apiVersion: v1
          kind: Service
          metadata: {name: web, namespace: {{team}} }
          spec: {selector: {app: web}, ports: [{name: http, port: 80}]}
        - apiVersion: v1
          kind: Service
          metadata: {name: ingress, namespace: {{team}} }
          spec:
            type: LoadBalancer
            clusterIP: 10.0.0.{{number}}
            selector: {app: {{team}} }
            ports: [{name: http, port: 80}, {name: tls, port: 15443}]
          status: {loadBalancer: {ingress: [{ip: 192.0.2.{{number}} }]} }
        """;

    private Dictionary<string, string> FilesOf(string team) => Directory.EnumerateFiles(_folder, "*.yaml", SearchOption.AllDirectories)
        .Select(file => (Name: Path.GetRelativePath(_folder, file), Text: File.ReadAllText(file)))
        .Where(file => file.Text.Contains($"/workspace: {team}\n", StringComparison.Ordinal))
        .ToDictionary(file => file.Name, file => file.Text);
}
