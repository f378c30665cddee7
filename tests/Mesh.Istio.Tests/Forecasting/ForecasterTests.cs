using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Access;
using Mesh.Istio.Tests.Golden;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Forecasting;

public class ForecasterTests
{
    private const string Service = "bookinfo-backend/details";
    private const string Gateway = "bookinfo-backend/ingress-bookinfo";

    [Fact]
    public void Traffic_stays_at_home_while_nothing_fails()
    {
        Forecast forecast = Ask("article").Now();

        Assert.Equal("aws 100", Clusters(forecast));
        Assert.Empty(forecast.Losses);
        Assert.Empty(forecast.Diagnostics);
        Assert.Equal(["aws 10.91.1.50:15443", "gcp 198.51.100.20:15443"], forecast.Order.SelectMany(step => step.Members));
        Assert.Contains("multicluster.mesh/fallback-1", forecast.Order[1].Reason, StringComparison.Ordinal);
        Assert.Contains(
            "DestinationRule mesh-multicluster/gateway-details-cx-tetrate-info", forecast.Order[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_is_down_at_home_sends_everything_to_the_other_cluster()
    {
        Forecast forecast = Ask("article").When(failure => failure.ServiceDown("aws", Service));

        Assert.Equal("gcp 100", Clusters(forecast));
        Assert.Equal("198.51.100.20", Assert.Single(forecast.Shares).Address);
        Assert.Empty(forecast.Losses);
        Assert.Contains(
            forecast.Reasons,
            reason => reason.Contains("answers 503", StringComparison.Ordinal) && reason.Contains("ejects it", StringComparison.Ordinal));
    }

    [Fact]
    public void A_service_scaled_to_zero_does_the_same() =>
        Assert.Equal("gcp 100", Clusters(Ask("article").When(failure => failure.ServiceScaledToZero("aws", Service))));

    [Fact]
    public void A_gateway_can_be_named_by_its_Service_or_its_Gateway_resource()
    {
        string byService = Clusters(Ask("article").When(failure => failure.GatewayDown("aws", Gateway)));
        string byResource = Clusters(
            Ask("article").When(failure => failure.GatewayDown("aws", "bookinfo-backend/ingress-bookinfo-775222f32cc07418")));

        Assert.Equal(("gcp 100", "gcp 100"), (byService, byResource));
    }

    [Theory]
    [InlineData("multicluster.mesh")]
    [InlineData("failover.example.com")]
    public void An_address_in_front_of_the_gateway_is_followed_by_the_label_of_its_cluster(string prefix)
    {
        GoldenCase golden = GoldenCase.All().Single(candidate => candidate.Name == "article");
        Inventories.Inventory inventory = golden.Inventory();
        MeshResources resources = new IstioGenerator(new IstioGeneratorOptions { LabelPrefix = prefix })
            .Generate(golden.Model(), inventory);
        MeshResources moved = resources with
        {
            Clusters = resources.Clusters.Select(cluster => cluster with { Objects = cluster.Objects.Select(Move).ToValueList() })
                .ToValueList(),
        };
        ForecastQuery query = new Forecaster(moved, inventory).ForClient("aws", Client).To(Details);

        Assert.Equal("aws 100", Clusters(query.Now()));
        Assert.Equal("gcp 100", Clusters(query.When(failure => failure.ServiceDown("aws", Service))));
        Assert.Equal("gcp 100", Clusters(query.When(failure => failure.GatewayDown("aws", Gateway))));

        static Mesh.Istio.Resources.IstioObject Move(Mesh.Istio.Resources.IstioObject o) =>
            o is not Mesh.Istio.Resources.ServiceEntry entry ? o : entry with
            {
                Endpoints = entry.Endpoints.Select(
                (endpoint, i) => endpoint with { Address = FormattableString.Invariant($"192.0.2.{i + 200}") })
                .ToValueList(),
            };
    }

    [Fact]
    public void A_failure_elsewhere_changes_nothing_at_home()
    {
        Assert.Equal("aws 100", Clusters(Ask("article").When(failure => failure.ClusterDown("gcp"))));
        Assert.Equal("aws 100", Clusters(Ask("article").When(failure => failure.GatewayDown("gcp", Gateway))));
        Assert.Equal("aws 100", Clusters(Ask("article").When(failure => failure.RegionDown("us-west1"))));
    }

    [Fact]
    public void Where_everything_is_down_everything_is_lost_at_endpoints_that_are_dead()
    {
        Forecast forecast = Ask("article").When(failure => failure.ServiceDown("aws", Service).ClusterDown("gcp"));

        Assert.Empty(forecast.Shares);
        Assert.Equal(100.0, forecast.Losses.Sum(loss => loss.Percent));
        Assert.All(forecast.Losses, loss => Assert.Equal(ForecastLossKind.DeadEndpoint, loss.Kind));
        Assert.All(forecast.Losses, loss => Assert.Contains("the proxy panics", loss.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Without_outlier_detection_the_dead_half_is_lost()
    {
        Forecast forecast = AskWith(policy => policy with { OutlierDetection = null }).When(failure => failure.ServiceDown("aws", Service));

        Assert.Equal("gcp 50", Clusters(forecast));
        ForecastLoss loss = Assert.Single(forecast.Losses);
        Assert.Equal((ForecastLossKind.DeadEndpoint, 50.0), (loss.Kind, loss.Percent));
        Assert.Contains("no outlierDetection is set", loss.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(49, 100)]
    [InlineData(50, 0)]
    public void The_limit_of_ejections_counts_all_endpoints_of_all_priorities(int percent, double lost)
    {
        Forecast forecast = AskWith(
            policy => policy with { OutlierDetection = policy.OutlierDetection! with { MaxEjectionPercent = percent } })
            .When(failure => failure.ServiceDown("aws", Service));

        Assert.Equal(lost, forecast.LostPercent);
        Assert.Equal(100 - lost, forecast.PercentTo("gcp"));
    }

    [Fact]
    public void Outlier_detection_that_counts_nothing_ejects_nothing()
    {
        Forecast forecast = AskWith(policy =>
            policy with { OutlierDetection = policy.OutlierDetection! with { ConsecutiveGatewayErrors = 0, Consecutive5xxErrors = 0 } })
            .When(failure => failure.ServiceDown("aws", Service));

        Assert.Equal(100, forecast.LostPercent);
        Assert.Contains("consecutiveGatewayErrors are 0", Assert.Single(forecast.Losses).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_default_order_prefers_the_near_cluster() =>
        Assert.Equal(Ranks("default-order"), Priorities(Ask("default-order").Now()));

    [Fact]
    public void An_ordered_preference_is_kept_and_falls_back_in_order()
    {
        Forecast now = Ask("ordered-preference").Now();
        Forecast first = Ask("ordered-preference").When(failure => failure.ServiceDown("gcp", Service));
        Forecast second = Ask("ordered-preference").When(failure => failure.ServiceDown("gcp", Service).ClusterDown("aws"));

        Assert.Equal(["gcp 0", "aws 1", "azure 2"], Priorities(now));
        Assert.Equal(("gcp 100", "aws 100", "azure 100"), (Clusters(now), Clusters(first), Clusters(second)));
    }

    // Two of the tier's three endpoints are left: they take 1.4 x 2/3 of the traffic, the rest spills to the next tier.
    [Fact]
    public void A_weighted_tier_splits_by_weight_and_falls_back_to_the_next()
    {
        Assert.Equal("azure 20, gcp 80", Clusters(Ask("weighted-tier", "gcp").Now()));
        Assert.Equal("aws 7, azure 93", Clusters(Ask("weighted-tier", "gcp").When(failure => failure.ServiceDown("gcp", Service))));
        Assert.Equal(
            "aws 100",
            Clusters(Ask("weighted-tier", "gcp").When(failure => failure.ServiceDown("gcp", Service).ServiceDown("azure", Service))));
    }

    [Fact]
    public void A_Kubernetes_service_is_called_by_its_short_name_and_has_no_failover()
    {
        Assert.Equal("aws 100", Clusters(Ask("article", host: "details", port: 9080).Now()));

        Forecast failing = Ask("article", host: "details", port: 9080).When(failure => failure.ServiceDown("aws", Service));
        Forecast gone = Ask("article", host: "details", port: 9080).When(failure => failure.ServiceScaledToZero("aws", Service));
        Assert.Equal(ForecastLossKind.DeadEndpoint, Assert.Single(failing.Losses).Kind);
        Assert.Equal(ForecastLossKind.NoHealthyUpstream, Assert.Single(gone.Losses).Kind);
    }

    [Fact]
    public void A_client_that_fails_itself_is_pointed_out()
    {
        Forecast forecast = Ask("article").When(failure => failure.ClusterDown("aws"));

        Assert.Equal("gcp 100", Clusters(forecast));
        Assert.Equal("MF006", Assert.Single(forecast.Diagnostics).Code);
    }

    public static TheoryData<string> Cases => [.. GoldenCase.All().Select(golden => golden.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_generated_loses_nothing_while_nothing_fails(string name)
    {
        (MeshResources resources, Inventories.Inventory inventory) = Load(name);
        string[] losses = [.. from cluster in inventory.Clusters
                              where !cluster.Workloads.IsEmpty
                              let pod = cluster.Workloads[0]
                              let client = new Forecaster(resources, inventory).ForClient(cluster.Name, $"{pod.Namespace}/{pod.Name}")
                              from entry in resources[cluster.Name].OfType<Mesh.Istio.Resources.ServiceEntry>()
                              from port in entry.Ports
                              let call = client.To(entry.Hosts[0], (int)port.Number)
                              where IsFor(entry, pod.Namespace, resources[cluster.Name]) && call.MayCall().Verdict != CallVerdict.Denied
                              let forecast = call.Now()
                              where forecast.LostPercent > 0 || forecast.Diagnostics.Any(finding =>
                                  finding.Code != ForecastDiagnostics.PartLeftOut.Code)
                              select forecast.Explain()];

        Assert.Equal([], losses);
    }

    // A host that the model hides from a namespace is not there for its pods.
    private static bool IsFor(
        Mesh.Istio.Resources.ServiceEntry entry, string ns, IEnumerable<Mesh.Istio.Resources.IstioObject> objects) =>
        (entry.ExportTo.IsEmpty || entry.ExportTo.Contains("*") || entry.ExportTo.Contains(ns))
            && objects.OfType<Mesh.Istio.Resources.Sidecar>().Where(sidecar => sidecar.Metadata.Namespace == ns).All(sidecar =>
                sidecar.Egress.SelectMany(listener => listener.Hosts)
                    .Any(host => host.EndsWith($"/{entry.Hosts[0]}", StringComparison.Ordinal)));

    private static string[] Ranks(string name) =>
        [.. Load(name).Resources["aws"].OfType<Mesh.Istio.Resources.ServiceEntry>().Single(entry => entry.Hosts.Contains(Details)).Endpoints
            .Select(endpoint => (Cluster: endpoint.Labels["multicluster.mesh/cluster"], Rank: RankOf(endpoint)))
            .Distinct()
            .OrderBy(entry => entry.Rank)
            .ThenBy(entry => entry.Cluster, StringComparer.Ordinal)
            .Select(entry => FormattableString.Invariant($"{entry.Cluster} {entry.Rank}"))];

    private static int RankOf(Mesh.Istio.Resources.WorkloadEndpoint endpoint) =>
        endpoint.Labels.Keys.FirstOrDefault(key => key.StartsWith("multicluster.mesh/fallback-", StringComparison.Ordinal)) is { } key
            ? key[^1] - '0'
            : 0;

    private static string[] Priorities(Forecast forecast) =>
        [.. forecast.Order.SelectMany(
            step => step.Members.Select(member => FormattableString.Invariant($"{member.Split(' ')[0]} {step.Priority}")))
        .Distinct()];
}
