using CsCheck;
using Mesh.Inventories;
using Mesh.Istio.Generation;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Generation;

public class GenerationInputsTests
{
    private const int Cases = 300;

    // What a pod or a Service can be otherwise than before.
    private static readonly Func<WorkloadInfo, WorkloadInfo>[] Pods =
    [
        pod => pod with { Ready = !pod.Ready },
        pod => pod with { Address = "10.99.0.1" },
        pod => pod with { Node = "elsewhere" },
        pod => pod with { NamedPorts = pod.NamedPorts.With("admin", 9000) },
        pod => pod with { Name = pod.Name + "-x" },
        pod => pod with { Labels = pod.Labels.With("app", "other") },
        pod => pod with { ServiceAccount = "other" },
        pod => pod with { InMesh = !pod.InMesh },
        pod => pod with { ProxyVersion = null },
        pod => pod with { Locality = new ResolvedLocality(new Locality("mars", "mars-1"), []) },
    ];

    private static readonly Func<ClusterInventory, ClusterInventory>[] Clusters =
    [
        cluster => cluster with { Endpoints = default },
        cluster => cluster with { TrustDomain = "other" },
        cluster => cluster with { Network = "other" },
        cluster => cluster with { Nodes = default },
        cluster => cluster with { Namespaces = cluster.Namespaces.Skip(1).ToValueList() },
        cluster => cluster with { Services = cluster.Services.Skip(1).ToValueList() },
        cluster =>
            cluster with
            {
                Services = cluster.Services.Select(service => service with { ExternalAddresses = ["203.0.113.250"] }).ToValueList(),
            },
        cluster => cluster with { Workloads = cluster.Workloads.Skip(1).ToValueList() },
        cluster => cluster with { Workloads = cluster.Workloads.Select(pod => pod with { NamedPorts = [new("web", 8080)] }).ToValueList() },
        cluster => cluster with { VirtualServices = default },
    ];

    [Fact]
    public void From_inputs_that_are_the_same_the_same_is_generated() => GenerationProperties.Meshes.Sample(
        mesh =>
        {
            Inventory changed = Change(mesh.Inventory, new Random(mesh.Seed));

            return !new GenerationInputs(mesh.Model, default).AreSame(mesh.Inventory, changed)
                || Text(mesh.Model, mesh.Inventory) == Text(mesh.Model, changed);
        },
        iter: Cases);

    [Fact]
    public void Endpoints_and_where_pods_run_are_not_read() => GenerationProperties.Meshes.Sample(
        mesh => new GenerationInputs(mesh.Model, default).AreSame(mesh.Inventory, mesh.Inventory with
        {
            Clusters = mesh.Inventory.Clusters.Select(cluster => cluster with
            {
                Endpoints = default,
                Workloads = cluster.Workloads.Select(pod => pod with { Address = "10.99.0.1", Node = "elsewhere" })
                    .ToValueList(),
            }).ToValueList(),
        }),
        iter: Cases);

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void Routes_that_were_just_written_are_a_change_only_beside_those_of_others(bool hasOthers, bool isSame)
    {
        var before = new ClusterInventory
        {
            Name = "aws",
            VirtualServices = hasOthers ? [new() { Name = "team", Namespace = "mesh-multicluster", Hosts = ["a.example.com"] }] : [],
        };

        ClusterInventory after = before with { VirtualServices = before.VirtualServices.Add(Routes("mesh-multicluster", "ours")) };

        Assert.Equal(isSame, AreSame(before, after));
    }

    [Theory]
    [InlineData("mesh-multicluster", "ours", true)]
    [InlineData("mesh-multicluster", "another", false)]
    [InlineData("evil", "ours", false)]
    public void The_label_alone_makes_no_object_one_that_was_written(string ns, string name, bool isSame)
    {
        var before = new ClusterInventory { Name = "aws" };
        DestinationRuleInfo rule = new() { Name = name, Namespace = ns, Host = "a.example.com", Labels = Ours };
        IstioGatewayInfo gateway = new() { Name = name, Namespace = ns, Labels = Ours };

        Assert.Equal(isSame, AreSame(before, before with { VirtualServices = [Routes(ns, name)] }));
        Assert.Equal(isSame, AreSame(before, before with { DestinationRules = [rule] }));
        Assert.Equal(isSame, AreSame(before, before with { IstioGateways = [gateway] }));
    }

    [Fact]
    public void Readiness_is_read_of_gateways_only()
    {
        MeshModel model = new MeshBuilder("tetrate")
            .AddCluster("aws")
            .AddTenant("dev", t => t.AddWorkspace("bookinfo", w => w
                .WithNamespaces("*/bookinfo")
                .AddGateway(
                    "ingress",
                    g => g.InNamespace("bookinfo").WithWorkload("app", "ingress").AddHttpServer(
                        "details", "details.example.com", s => s.RouteTo("details", 9080)))))
            .Build();
        Inventory before = World(gatewayIsReady: true, serviceIsReady: true);

        Assert.True(new GenerationInputs(model, default).AreSame(before, World(gatewayIsReady: true, serviceIsReady: false)));
        Assert.False(new GenerationInputs(model, default).AreSame(before, World(gatewayIsReady: false, serviceIsReady: true)));
    }

    private static ValueMap<string> Ours => [KeyValuePair.Create("app.kubernetes.io/managed-by", "mesh")];

    private static VirtualServiceInfo Routes(string ns, string name) =>
        new() { Name = name, Namespace = ns, Hosts = ["a.example.com"], Labels = Ours };

    // Written was one object of each kind, mesh-multicluster/ours.
    private static bool AreSame(ClusterInventory before, ClusterInventory after)
    {
        ObjectMeta metadata = new() { Name = "ours", Namespace = "mesh-multicluster" };
        var written = new ClusterResources("aws")
        {
            Objects =
            [
                new DestinationRule { Metadata = metadata, Host = "a.example.com" }, new Gateway { Metadata = metadata },
                new VirtualService { Metadata = metadata, Hosts = ["a.example.com"] },
            ],
        };
        return new GenerationInputs(new MeshBuilder("o").AddCluster("aws").Build(), [written])
            .AreSame(new Inventory { Clusters = [before] }, new Inventory { Clusters = [after] });
    }

    private static Inventory World(bool gatewayIsReady, bool serviceIsReady) => new()
    {
        Clusters =
        [
            new ClusterInventory
            {
                Name = "aws",
                Workloads =
                [
                    new WorkloadInfo
                    {
                        Name = "details-0",
                        Namespace = "bookinfo",
                        Labels = [new("app", "details")],
                        Ready = serviceIsReady,
                    },
                    new WorkloadInfo
                    {
                        Name = "ingress-0",
                        Namespace = "bookinfo",
                        Labels = [new("app", "ingress")],
                        Ready = gatewayIsReady,
                    },
                ],
            },
        ],
    };

    private static Inventory Change(Inventory inventory, Random random)
    {
        int chosen = random.Next(Math.Max(inventory.Clusters.Count, 1));
        return inventory with
        {
            Clusters = inventory.Clusters.Select((cluster, i) => i == chosen ? Change(cluster, random) : cluster).ToValueList(),
        };
    }

    private static ClusterInventory Change(ClusterInventory cluster, Random random)
    {
        if (cluster.Workloads.IsEmpty || random.Next(3) == 0)
        {
            return Clusters[random.Next(Clusters.Length)](cluster);
        }

        int chosen = random.Next(cluster.Workloads.Count);
        Func<WorkloadInfo, WorkloadInfo> change = Pods[random.Next(Pods.Length)];
        return cluster with { Workloads = cluster.Workloads.Select((pod, i) => i == chosen ? change(pod) : pod).ToValueList() };
    }

    private static string Text(MeshModel model, Inventory inventory)
    {
        MeshResources resources = new IstioGenerator().Generate(model, inventory);
        IEnumerable<string> clusters = resources.Clusters.Select(cluster => $"{cluster.Cluster}\n{ManifestWriter.ToYaml(cluster.Objects)}");
        return $"{string.Join("---\n", clusters)}\n{resources.Diagnostics}";
    }
}
