using CsCheck;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Crds;
using Mesh.Tests;

namespace Mesh.Istio.Tests.Generation;

public class GenerationProperties
{
    private const int Cases = 300;

    internal static Gen<(MeshModel Model, Inventory Inventory, int Seed)> Meshes =>
        Gen.Select(ModelGen.Valid, Gen.Int[0, int.MaxValue])
            .Select((model, seed) => (model, new InventoryRandom(new Random(seed)).For(model), seed));

    [Fact]
    public void Shuffled_inputs_give_the_same_bytes_and_findings() => Meshes.Sample(
        mesh =>
        {
            var shuffler = new InventoryRandom(new Random(mesh.Seed + 1));
            MeshResources resources = new IstioGenerator().Generate(mesh.Model, mesh.Inventory);
            MeshResources again = new IstioGenerator().Generate(shuffler.Shuffle(mesh.Model), shuffler.Shuffle(mesh.Inventory));

            return Text(resources) == Text(again) && resources.Diagnostics.ToString() == again.Diagnostics.ToString();
        },
        iter: Cases);

    [Theory]
    [InlineData("1.30.3")]
    [InlineData("1.31.0-rc.0")]
    public void Every_object_satisfies_the_schema(string version)
    {
        CrdCatalog crds = CrdCatalog.Load(version);
        Meshes.Sample(
            mesh =>
                Assert.All(
                    new IstioGenerator().Generate(mesh.Model, mesh.Inventory).Clusters.SelectMany(cluster => cluster.Objects),
                    o => Assert.Empty(crds.Validate(o))),
            iter: Cases);
    }

    [Fact]
    public void No_object_names_another_workspaces_namespace_or_host() => Meshes.Sample(
        mesh =>
        {
            Owner[] owners = [.. Owner.All(mesh.Model)];
            MeshResources resources = new IstioGenerator().Generate(mesh.Model, mesh.Inventory);
            Assert.DoesNotContain(resources.Diagnostics, finding => finding.Code == "MG089");
            foreach (IstioObject o in resources.Clusters.SelectMany(cluster => cluster.Objects))
            {
                if (o is Namespace)
                {
                    continue;
                }

                Owner owner = owners.Single(candidate => candidate.Owns(o));
                string yaml = ManifestWriter.ToYaml(WithoutScopes(o));
                // Guardrails name who is permitted; that it is nobody else is a property of theirs.
                foreach (Owner other in owners.Where(candidate => candidate != owner && o is not (AuthorizationPolicy or Sidecar)))
                {
                    Assert.DoesNotContain(other.Namespaces, ns => Words(yaml).Contains(ns));
                    Assert.DoesNotContain(other.Hosts, host => Words(yaml).Contains(host));
                }
            }
        },
        iter: Cases);

    // Who sees a host is said by the host; that it is nobody else is for MG089 to find.
    private static IstioObject WithoutScopes(IstioObject value) => value switch
    {
        ServiceEntry entry => entry with { ExportTo = [] },
        DestinationRule rule => rule with { ExportTo = [] },
        VirtualService routes => routes with { ExportTo = [] },
        _ => value,
    };

    [Fact]
    public void Every_object_can_be_explained_by_its_own_paths() => Meshes.Sample(
        mesh =>
        {
            MeshResources resources = new IstioGenerator().Generate(mesh.Model, mesh.Inventory);
            foreach (IstioObject o in resources.Clusters.SelectMany(cluster => cluster.Objects))
            {
                Explanation? why = resources.Explain(o);
                Assert.NotNull(why);
                Assert.Contains(o.Metadata.Annotations["multicluster.mesh/path"].Split(',')[0], why.ModelPaths);
            }
        },
        iter: 50);

    [Fact]
    public void Ranks_of_endpoints_and_keys_of_the_rule_agree() => Meshes.Sample(
        mesh =>
        {
            foreach (ClusterResources cluster in new IstioGenerator().Generate(mesh.Model, mesh.Inventory).Clusters)
            {
                foreach (ServiceEntry entry in cluster.Objects.OfType<ServiceEntry>())
                {
                    DestinationRule rule = cluster.Objects.OfType<DestinationRule>()
                        .Single(candidate => candidate.Metadata == entry.Metadata);
                    TrafficPolicy? policy = rule.TrafficPolicy;
                    LoadBalancerSettings balancing = policy!.LoadBalancer ?? policy.PortLevelSettings[0].LoadBalancer!;
                    string[] keys = [.. balancing.LocalityLbSetting!.FailoverPriority
                        .Where(key => key.StartsWith("multicluster.mesh/fallback-", StringComparison.Ordinal))];
                    string[] used = [.. entry.Endpoints.SelectMany(endpoint => endpoint.Labels.Keys)
                        .Where(key => key.StartsWith("multicluster.mesh/fallback-", StringComparison.Ordinal)).Distinct()];
                    Assert.Subset(keys.ToHashSet(), used.ToHashSet());
                    Assert.Equal(keys.OrderByDescending(key => key, StringComparer.Ordinal), keys);
                    Assert.Equal(entry.Endpoints.Select(endpoint => endpoint.Address).Distinct().Count(), entry.Endpoints.Count);
                    Assert.All(entry.Endpoints, endpoint => Assert.Null(endpoint.Network));
                    Assert.NotNull(policy.OutlierDetection ?? policy.PortLevelSettings[0].OutlierDetection);
                }
            }
        },
        iter: Cases);

    [Fact]
    public void Models_of_any_kind_give_objects_or_findings_never_an_exception() => ModelGen.Any.Sample(
        model =>
        {
            MeshResources resources = new IstioGenerator().Generate(model, Inventory.Empty);
            return resources.Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) || resources.Clusters.Count > 0;
        },
        iter: Cases);

    private static string Text(MeshResources resources) =>
        string.Concat(resources.Clusters.Select(cluster => $"# {cluster.Cluster}\n{ManifestWriter.ToYaml(cluster.Objects)}"));

    // Names as they stand in values: `ns/host`, `service.ns.svc.cluster.local`, `spiffe://…/ns/NS/sa/…`.
    private static HashSet<string> Words(string yaml) =>
        [.. yaml.Split(['\n', ' ', '"', '/', ','], StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(word => word.EndsWith(".svc.cluster.local", StringComparison.Ordinal) ? word.Split('.') : [word])];

    private sealed record Owner(string Tenant, string Workspace, string[] Namespaces, string[] Hosts)
    {
        public static IEnumerable<Owner> All(MeshModel model) =>
            from tenant in model.Organization.Tenants
            from workspace in tenant.Workspaces
            select new Owner(
                tenant.Name,
                workspace.Name,
                [.. workspace.Namespaces.Select(selector => selector.Namespace).Distinct()],
                [.. workspace.Gateways.SelectMany(gateway => gateway.Servers).Select(server => server.Hostname)]);

        public bool Owns(IstioObject o) =>
            o.Metadata.Labels["multicluster.mesh/tenant"] == Tenant && o.Metadata.Labels["multicluster.mesh/workspace"] == Workspace;
    }
}
