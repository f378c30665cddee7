using Mesh.Inventories;

namespace Mesh.Abstractions.Tests.Inventories;

public class GatewayLookupTests
{
    private static readonly ValueMap<string> App = [new("app", "gw")];

    [Fact]
    public void A_gateway_is_its_service_with_the_places_of_its_pods()
    {
        GatewayInfo? gateway = Find([Service("gw", App)], [Pod("c", "r/b"), Pod("a", "r/b"), Pod("b", "r/a", ready: false), Pod("d", "")]);

        Assert.NotNull(gateway);
        Assert.Equal("gw", gateway.Service.Name);
        Assert.Equal([("r/b", 2), ("r/a", 1)], gateway.Localities.Select(count => (count.Locality.ToString(), count.Pods)));
        Assert.Equal("a", gateway.Localities[0].Example.Sources[0].Object);
        Assert.Equal(3, gateway.ReadyPods);
        Assert.Equal(["sa"], gateway.ServiceAccounts);
        Assert.Empty(gateway.OtherServices);
    }

    [Fact]
    public void As_frequent_places_are_in_ordinal_order() =>
        Assert.Equal(
            ["a", "b"], Find([Service("gw", App)], [Pod("1", "b"), Pod("2", "a")])!.Localities.Select(count => count.Locality.Region));

    [Fact]
    public void The_service_with_the_mesh_port_wins_then_the_one_with_external_addresses_then_the_first()
    {
        ServiceInfo[] services =
        [
            Service("a", App),
            Service("b", App) with { ExternalAddresses = ["34.1.1.1"] },
            Service("c", App) with { Ports = [new ServicePortInfo { Number = 15443 }] },
            Service("d", App),
        ];

        GatewayInfo gateway = Find(services, [Pod("p", "r")])!;

        Assert.Equal("c", gateway.Service.Name);
        Assert.Equal(["b", "a", "d"], gateway.OtherServices);
    }

    [Fact]
    public void A_selector_with_more_labels_than_the_workload_fits_pods_that_have_them()
    {
        ValueMap<string> more = App.With("istio", "ingress");

        Assert.NotNull(Find([Service("gw", more)], [Pod("p", "r") with { Labels = more }]));
        Assert.Null(Find([Service("gw", more)], [Pod("p", "r")]));
    }

    [Fact]
    public void Without_pods_a_selector_that_fits_the_labels_is_enough()
    {
        Assert.NotNull(Find([Service("gw", App)], []));
        Assert.NotNull(Find([Service("gw", App.With("istio", "ingress"))], []));
        Assert.Null(Find([Service("gw", [new("app", "other")])], []));
        Assert.Empty(Find([Service("gw", App)], [])!.Localities);
        Assert.Equal(0, Find([Service("gw", App)], [])!.ReadyPods);
    }

    [Fact]
    public void Services_without_selector_of_other_namespaces_and_of_other_pods_do_not_count() =>
        Assert.Null(Find(
            [Service("a", []), Service("b", App) with { Namespace = "other" }, Service("c", [new("app", "other")])],
            [Pod("p", "r"), Pod("q", "r") with { Labels = [new("app", "other")] }]));

    [Fact]
    public void Pods_of_other_namespaces_do_not_count() =>
        Assert.Empty(Find([Service("gw", App)], [Pod("p", "r") with { Namespace = "other" }])!.Localities);

    [Fact]
    public void Service_accounts_are_distinct_and_in_order() =>
        Assert.Equal(
            ["a", "b"],
            Find(
                [Service("gw", App)],
                [
                    Pod("1", "r") with { ServiceAccount = "b" }, Pod("2", "r") with { ServiceAccount = "a" },
                    Pod("3", "r") with { ServiceAccount = "b" }])!
                .ServiceAccounts);

    [Fact]
    public void The_order_of_services_and_pods_does_not_matter()
    {
        ServiceInfo[] services = [Service("b", App), Service("a", App)];
        WorkloadInfo[] pods = [Pod("1", "b"), Pod("2", "a"), Pod("3", "b")];

        Assert.Equal(Find(services, pods), Find([.. services.Reverse()], [.. pods.Reverse()]));
    }

    private static GatewayInfo? Find(ServiceInfo[] services, WorkloadInfo[] pods) =>
        new GatewayLookup(new ClusterInventory { Name = "aws", Services = [.. services], Workloads = [.. pods] }).Find("ns", App);

    private static ServiceInfo Service(string name, ValueMap<string> selector) =>
        new() { Name = name, Namespace = "ns", Selector = selector };

    private static WorkloadInfo Pod(string name, string place, bool ready = true) => new()
    {
        Name = name,
        Namespace = "ns",
        Labels = App,
        ServiceAccount = "sa",
        Ready = ready,
        Locality = new ResolvedLocality(Locality.Parse(place), [new LocalitySource("Pod", name, "label", place)]),
    };
}
