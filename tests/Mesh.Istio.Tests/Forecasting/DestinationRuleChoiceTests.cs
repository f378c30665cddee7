using Mesh.Istio.ControlPlane;
using static Mesh.Istio.Tests.Forecasting.Meshes;

namespace Mesh.Istio.Tests.Forecasting;

/// <summary>Which DestinationRule a client's proxy gets (the connect timeout tells).</summary>
public class DestinationRuleChoiceTests
{
    private const string Host = "host.example.com";

    [Fact]
    public void The_clients_namespace_comes_before_the_services_and_that_before_the_root_namespace()
    {
        string root = Entry("backend") + Rule("root", "istio-system", Host, 1);
        string service = root + Rule("service", "backend", Host, 2);
        string client = service + Rule("client", "shop", Host, 3);

        Assert.Equal([1, 2, 3], new[] { root, service, client }.Select(Timeout));
    }

    [Fact]
    public void A_rule_that_is_not_exported_does_not_reach_other_namespaces() =>
        Assert.Equal(10, Timeout(Entry("backend") + Rule("service", "backend", Host, 2, "  exportTo: [\".\"]")));

    [Fact]
    public void A_private_rule_of_the_root_namespace_is_for_proxies_there() =>
        Assert.Equal(2, Timeout(Entry("backend") + Rule("own", "istio-system", Host, 2, "  exportTo: [\".\"]"), Client("istio-system")));

    [Fact]
    public void An_exact_host_comes_before_wildcards_and_a_longer_wildcard_before_a_shorter()
    {
        string any = Entry() + Rule("any", "shop", "*", 1);
        string suffix = any + Rule("suffix", "shop", "*.example.com", 2);
        string exact = suffix + Rule("exact", "shop", Host, 3);

        Assert.Equal([1, 2, 3], new[] { any, suffix, exact }.Select(Timeout));
    }

    [Fact]
    public void A_rule_for_certain_workloads_replaces_the_other_one_for_them_only()
    {
        string yaml = Entry() + Rule("all", "shop", Host, 1)
            + Rule("some", "shop", Host, 2, "  workloadSelector: { matchLabels: { app: client } }");

        Assert.Equal(2, Timeout(yaml));
        Assert.Equal(1, Timeout(yaml, Client() with { Labels = [new("app", "other")] }));
    }

    [Fact]
    public void Rules_of_one_namespace_for_one_host_give_all_subsets_and_the_first_policy()
    {
        string yaml = Entry()
            + Rule("a", "shop", Host, 1, "  subsets: [{ name: v1, labels: { v: \"1\" } }]")
            + Rule("b", "shop", Host, 2, "  subsets: [{ name: v1, labels: { v: x } }, { name: v2, labels: { v: \"2\" } }]");
        ProxyConfig view = View(Of(yaml));

        Assert.Equal(["", "v1", "v2"], view.ClustersOf(Host).Select(cluster => cluster.Subset));
        Assert.All(view.ClustersOf(Host), cluster => Assert.Equal(1, cluster.ConnectTimeout.TotalSeconds));
        Assert.Equal(["shop/a", "shop/b"], view.Cluster(Host, 80)!.DestinationRules);
    }

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", 1)]
    [InlineData("2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z", 2)]
    [InlineData("null", "2026-01-01T00:00:00Z", 2)]
    [InlineData("'no time'", "null", 1)]
    public void Of_rules_with_equal_exportTo_the_policy_of_the_oldest_holds(string first, string second, int seconds) =>
        Assert.Equal(seconds, Timeout(Entry() + Aged(Rule("a", "shop", Host, 1), first) + Aged(Rule("b", "shop", Host, 2), second)));

    [Theory]
    [InlineData("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z", 2)]
    [InlineData("2026-02-01T00:00:00Z", "2026-01-01T00:00:00Z", 1)]
    public void Of_rules_with_different_exportTo_the_newest_holds_alone(string first, string second, int seconds) => Assert.Equal(
        seconds,
        Timeout(
            Entry() + Aged(Rule("a", "shop", Host, 1, "  exportTo: [\"*\"]"), first) + Aged(Rule("b", "shop", Host, 2), second)));

    [Fact]
    public void A_short_host_means_the_service_of_that_name_in_the_rules_namespace()
    {
        Inventories.Inventory inventory = new Inventories.InventoryBuilder()
            .AddCluster(Meshes.Cluster, cluster => cluster.AddService("backend", "details", service => service.WithPort(9080, "http")))
            .Build();
        ProxyConfig view = View(Of(Rule("short", "backend", "details", 4), inventory));

        Assert.Equal(4, view.Cluster("details.backend.svc.cluster.local", 9080)!.ConnectTimeout.TotalSeconds);
    }

    private static string Aged(string rule, string time) =>
        rule.Replace("namespace: shop", $"namespace: shop, creationTimestamp: {time}", StringComparison.Ordinal);

    private static double Timeout(string yaml) => Timeout(yaml, Client());

    private static double Timeout(string yaml, ClientProxy client) => View(Of(yaml), client).Cluster(Host, 80)!.ConnectTimeout.TotalSeconds;
}
