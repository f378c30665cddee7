using CsCheck;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane.Visibility;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Access;
using Mesh.Istio.Forecasting.Engine;
using Mesh.Istio.Manifests;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>Whoever's namespace changes nothing gets the answer that all others get, and nobody else does.</summary>
public class CallerNamespacesProperties
{
    private static readonly string[] Namespaces = ["a", "b", "c"];

    private static readonly string[] Hosts =
        ["x.example.com", "y.example.com", "a.a.svc.cluster.local", "b.b.svc.cluster.local", "c.c.svc.cluster.local", "a.b", "a"];

    private static readonly Gen<string> Home = OneOf([.. Namespaces, "istio-system"]);
    private static readonly Gen<string> Exported = OneOf("", "'*'", "'*'", ".", "a", "b", "'a', 'c'", "'~'");
    private static readonly Gen<string> Host = OneOf([.. Hosts[..5], "'*.example.com'"]);
    private static readonly Gen<int> Port = Gen.Bool.Select(first => first ? 80 : 9080);

    private static readonly Gen<string> Entry = Gen.Select(Home, Exported, OneOf("x.example.com", "y.example.com"), Port,
        OneOf("HTTP", "TCP"), OneOf("10.1.0.97", "10.1.0.98", "b.b.svc.cluster.local", "a")).Select(
        (home, exported, host, port, protocol, address) => $$"""
        kind: ServiceEntry
        metadata: { name: NAME, namespace: {{home}} }
        spec:
          hosts: [{{host}}]
          exportTo: [{{exported}}]
          location: MESH_INTERNAL
          resolution: {{(address.StartsWith('1') ? "STATIC" : "DNS")}}
          ports: [{ number: {{port}}, name: p{{port}}, protocol: {{protocol}} }]
          endpoints: [{ address: {{address}}, ports: { p{{port}}: 9080 } }]
        """);

    private static readonly Gen<string> Rule = Gen.Select(Home, Exported, Host, Gen.Int[1, 3]).Select((home, exported, host, hosts) => $$"""
        kind: DestinationRule
        metadata: { name: NAME, namespace: {{home}} }
        spec:
          host: {{host}}
          exportTo: [{{exported}}]
          trafficPolicy: { outlierDetection: { consecutive5xxErrors: {{hosts}}, maxEjectionPercent: 100 } }
        """);

    private static readonly Gen<string> Route = Gen.Select(Home, Exported, Host, Host, Host, OneOf("", "a", "b")).Select(
        (home, exported, host, first, second, source) => $$"""
        kind: VirtualService
        metadata: { name: NAME, namespace: {{home}} }
        spec:
          hosts: [{{host}}]
          exportTo: [{{exported}}]
          http:
          - match: [{ uri: { prefix: / }{{(source.Length > 0 ? $", sourceNamespace: {source}" : "")}} }]
            route: [{ destination: { host: {{first.Replace("'*.", "x.", StringComparison.Ordinal).Trim('\'')}} } }]
          - route: [{ destination: { host: {{second.Replace("'*.", "y.", StringComparison.Ordinal).Trim('\'')}} } }]
        """);

    private static readonly Gen<string> Sidecar = Gen.Select(Home, OneOf("'./*'", "'*/*'", "'a/*', 'b/*'")).Select(
        (home, hosts) => $$"""
        kind: Sidecar
        metadata: { name: NAME, namespace: {{home}} }
        spec: { egress: [{ hosts: [{{hosts}}] }] }
        """);

    private static readonly Gen<string> Objects = Gen.Select(
        Entry.Array[0, 3], Rule.Array[0, 3], Route.Array[0, 2], Sidecar, Gen.Int[0, 5])
        .Select((entries, rules, routes, sidecar, chance) => string.Join("\n---\n", entries.Concat(rules)
            .Concat(routes).Concat(chance == 0 ? [sidecar] : []).Select(
            (text, i) => $"apiVersion: networking.istio.io/v1\n{text.Replace("NAME", $"o{i}", StringComparison.Ordinal)}")));

    [Fact]
    public void The_answer_for_any_namespace_is_that_for_each()
    {
        int shared = 0;
        int own = 0;
        Objects.Sample(
            yaml =>
            {
                var resources = new MeshResources
                {
                    Clusters = [new ClusterResources("east") { Objects = ManifestReader.Read(yaml).Objects }],
                };
                var forecaster = new Forecaster(resources, Observed);
                foreach (string home in Namespaces)
                {
                    foreach (string host in Hosts)
                    {
                        ForecastQuery query = forecaster.ForClient("east", $"{home}/{home}").To(host, host.Length % 2 == 0 ? 80 : 9080);
                        bool isAny = query.Client.Mesh.CanonicalFor(query.Client.Canonical!, host, query.Request).Namespace
                            == CallerNamespaces.Any;
                        Interlocked.Increment(ref (isAny ? ref shared : ref own));
                        Assert.Equal(Alone(query, _ => { }), query.Now());
                        Assert.Equal(
                            Alone(query, failure => failure.ServiceDown("east", "b/b")).Shares,
                            query.When(failure => failure.ServiceDown("east", "b/b")).Shares);
                    }
                }
            },
            iter: 300);

        Assert.True(shared > 0 && own > 0, $"{shared} shared, {own} not: the property says nothing.");
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    // Where somebody wants to know who was asked on the way, nothing is shared.
    private static Forecast Alone(ForecastQuery query, Action<FailureBuilder> failing)
    {
        FailureBuilder failure = query.Client.Mesh.NewFailure(failing);
        var tracer = new EndpointTracer(new FailedWorld(query.Client.Mesh, failure.Parts));
        return ForecastEngine.Run(query, new DescribedFailure(failure), tracer, new List<AccessStep>());
    }

    private static Inventory Observed { get; } = new InventoryBuilder()
        .AddCluster("east", cluster => Namespaces.Aggregate(cluster.WithRegion("r1"), (all, name) => all
            .AddService(name, name, service => service.WithSelector("app", name).WithPort(name == "b" ? 80 : 9080, "http")
                .WithClusterIp(FormattableString.Invariant($"10.0.0.{(int)name[0]}")))
            .AddWorkload(name, $"{name}-0", pod => pod.WithLabel("app", name)
                .WithAddress(FormattableString.Invariant($"10.1.0.{(int)name[0]}")))))
        .Build();
}
