using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Tests.Generation;

/// <summary>
/// Services whose calls go from pod to pod: every order of clusters is written so that istiod makes just that of it, or is an error.
/// </summary>
public class PodToPodTests
{
    private const string Service = "app/details";
    private const string Fqdn = "details.app.svc.cluster.local";

    // Two clusters of one region, and two of others.
    private static readonly (string Name, string Region)[] Clusters = [("a", "r1"), ("b", "r2"), ("c", "r3"), ("d", "r1")];

    public static TheoryData<string> Orders => [.. Permutations(["a", "b", "c"]).SelectMany(order => new[]
    {
        string.Join(',', order), $"{order[0]}", $"{order[0]},{order[1]}+{order[2]}", $"{order[0]}+{order[1]},{order[2]}",
    }).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Orders))]
    public void An_order_is_what_istiod_makes_of_the_rule_or_an_error(string order)
    {
        FailoverTier[] tiers = [.. order.Split(',').Select(tier => new FailoverTier(tier.Split('+').Select(
            cluster => new TierCluster(cluster)).ToValueList()))];
        foreach (int count in (int[])[3, 4])
        {
            Inventory inventory = Observed(count);
            MeshResources resources = new IstioGenerator().Generate(
                Model(count, exposed => exposed.WithFailover(failover => failover.Prefer(tiers))), inventory);
            string[] unwritten = [.. resources.Diagnostics.Where(found => found.Code == "MG105").Select(found => found.Message)];
            foreach (string client in Clusters.Take(count).Select(cluster => cluster.Name))
            {
                if (Rule(resources, client) is null)
                {
                    Assert.Contains(unwritten, message => message.Contains($"{client} (", StringComparison.Ordinal));
                }
                else
                {
                    Assert.Equal(Wanted(tiers, client, count), Walk(resources, inventory, client));
                }
            }
        }
    }

    [Fact]
    public void By_default_the_own_cluster_comes_first_then_its_region_then_all_others()
    {
        Inventory inventory = Observed(3);
        MeshResources resources = new IstioGenerator().Generate(Model(3), inventory);

        Assert.Equal("a | b c", Walk(resources, inventory, "a"));
        Assert.Equal(
            ["DestinationRule app/east-west-details", "VirtualService app/east-west-details"],
            resources["a"].Select(value => value.ToString()));
        Assert.DoesNotContain(resources.Diagnostics, found => found.Severity != DiagnosticSeverity.Info);
        Assert.Equal(100, new Forecaster(resources, inventory).ForClient("a", "app/details").To("details", 9080)
            .When(failure => failure.ServiceScaledToZero("a", Service)).Shares.Where(share => share.Cluster is "b" or "c")
            .Sum(share => share.Percent), 3);
    }

    [Fact]
    public void Shares_another_network_and_istiods_that_do_not_read_each_other_are_errors()
    {
        Inventory inventory = Observed(3);
        Assert.Contains("MG105", Codes(Model(3, exposed => exposed.WithFailover(
            failover => failover.Prefer(new FailoverTier([new TierCluster("a", 2), new TierCluster("b", 1)])))), inventory));
        Assert.Contains("MG106", Codes(Model(3), Change(inventory, cluster => cluster with { Network = cluster.Name })));
        Assert.Contains("MG106", Codes(Model(3), Change(inventory, cluster => cluster with { RemoteSecrets = [] })));
        Assert.Contains("MG107", Codes(Model(3), Change(inventory, cluster => cluster with { RemoteSecrets = null })));
    }

    private static IEnumerable<string> Codes(MeshModel model, Inventory inventory) =>
        new IstioGenerator().Generate(model, inventory).Diagnostics.Select(found => found.Code);

    private static Inventory Change(Inventory inventory, Func<ClusterInventory, ClusterInventory> change) =>
        inventory with { Clusters = inventory.Clusters.Select(change).ToValueList() };

    // The tiers as the model says them; what it leaves out follows in the default order.
    private static string Wanted(FailoverTier[] tiers, string client, int count)
    {
        var named = new HashSet<string>(tiers.SelectMany(tier => tier.Clusters).Select(cluster => cluster.Cluster));
        string region = Clusters.Single(cluster => cluster.Name == client).Region;
        IEnumerable<string> rest = Clusters.Take(count).Where(cluster => !named.Contains(cluster.Name))
            .GroupBy(cluster => cluster.Name == client ? 0 : cluster.Region == region ? 1 : 2).OrderBy(group => group.Key)
            .Select(group => string.Join(' ', group.Select(cluster => cluster.Name)));
        return string.Join(" | ", tiers.Select(tier => string.Join(' ', tier.Clusters.Select(cluster => cluster.Cluster).Order(
            StringComparer.Ordinal))).Concat(rest));
    }

    // Who answers when the clusters that answered before are gone, one place after the other.
    private static string Walk(MeshResources resources, Inventory inventory, string client)
    {
        ForecastQuery query = new Forecaster(resources, inventory).ForClient(client, "app/caller").To(Fqdn, 9080);
        var places = new List<string>();
        var gone = new List<string>();
        while (gone.Count < inventory.Clusters.Count)
        {
            string[] answering = [.. query.When(failure => gone.ForEach(cluster => failure.ServiceScaledToZero(cluster, Service)))
                .Shares.Select(share => share.Cluster).Where(cluster => cluster.Length > 0).Distinct().Order(StringComparer.Ordinal)];
            if (answering.Length == 0)
            {
                break;
            }

            places.Add(string.Join(' ', answering));
            gone.AddRange(answering);
        }

        return string.Join(" | ", places);
    }

    private static DestinationRule? Rule(MeshResources resources, string cluster) =>
        resources[cluster].OfType<DestinationRule>().SingleOrDefault(rule => rule.Host == Fqdn);

    private static MeshModel Model(int count, Action<EastWestGatewayBuilder>? configure = null)
    {
        var builder = new MeshBuilder("tetrate");
        foreach ((string name, _) in Clusters.Take(count))
        {
            builder.AddCluster(name);
        }

        return builder.AddTenant("dev", tenant => tenant.AddWorkspace("app", workspace => workspace.WithNamespaces("*/app")
            .WithEastWestGateway("app", exposed =>
            {
                exposed.Services("details").PodToPod();
                configure?.Invoke(exposed);
            }))).Build();
    }

    private static Inventory Observed(int count)
    {
        string[] names = [.. Clusters.Take(count).Select(cluster => cluster.Name)];
        return new Inventory
        {
            Clusters = Clusters.Take(count).Select((cluster, i) => new ClusterInventory
            {
                Name = cluster.Name,
                IstioClusterIds = [cluster.Name],
                RemoteSecrets = names.Where(name => name != cluster.Name).ToValueList(),
                Locality = new ResolvedLocality(new Locality(cluster.Region, $"{cluster.Region}a"), []),
                Namespaces = [new NamespaceInfo { Name = "app" }],
                Services = [new ServiceInfo
                {
                    Name = "details", Namespace = "app", ClusterIps = [$"10.9{i}.0.1"], Selector = [new("app", "details")],
                    Ports = [new ServicePortInfo { Name = "http", Number = 9080, TargetPort = "9080" }],
                }],
                Workloads = [Pod("details", cluster.Region, $"10.{i}.0.1"), Pod("caller", cluster.Region, $"10.{i}.0.2")],
            }).ToValueList(),
        };
    }

    private static WorkloadInfo Pod(string app, string region, string address) => new()
    {
        Name = $"{app}-0",
        Namespace = "app",
        Address = address,
        InMesh = true,
        Ready = true,
        ServiceAccount = app,
        Labels = [new("app", app), new("security.istio.io/tlsMode", "istio")],
        Locality = new ResolvedLocality(new Locality(region, $"{region}a"), []),
    };

    private static IEnumerable<string[]> Permutations(string[] items) => items.Length == 1 ? [items]
        : items.SelectMany(item => Permutations([.. items.Where(other => other != item)]).Select(rest => (string[])[item, .. rest]));
}
