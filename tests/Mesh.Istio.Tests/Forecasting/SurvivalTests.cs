using CsCheck;
using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Proofs;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Forecasting;

public class SurvivalTests
{
    [Fact]
    public void Two_clusters_survive_the_loss_of_any_one_thing()
    {
        SurvivalProof proof = Ask("article").SurvivesAny(1, cancellationToken: TestContext.Current.CancellationToken);

        Assert.True(proof.Survives);
        Assert.Equal(6, proof.Failures.Count);
        Assert.Equal(7, proof.Combinations);
        Assert.Equal("survives: the call loses nothing, whatever 1 of 6 fail (7 combinations)", proof.ToString());
    }

    [Fact]
    public void The_smallest_counterexample_is_a_story()
    {
        SurvivalProof proof = Ask("article").SurvivesAny(3, FailureScopes.Gateways, TestContext.Current.CancellationToken);

        Assert.False(proof.Survives);
        Assert.Equal(
            ["bookinfo-backend/ingress-bookinfo in aws is down", "bookinfo-backend/ingress-bookinfo in gcp is down"],
            proof.Counterexample!.Failures);
        Assert.StartsWith(
            "does not survive: 100 % are lost when bookinfo-backend/ingress-bookinfo in aws is down and "
                + "bookinfo-backend/ingress-bookinfo in gcp is down (after 4 combinations)\n",
            proof.ToString(),
            StringComparison.Ordinal);
        Assert.Contains("outlierDetection ejects it", proof.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_does_not_exist_is_found_before_anything_fails()
    {
        (MeshResources resources, Inventory inventory) = Load("article");

        SurvivalProof proof = new Forecaster(resources, inventory)
            .ForClient("aws", Client)
            .To("no.such.host")
            .SurvivesAny(0, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(1, proof.Combinations);
        Assert.Empty(proof.Counterexample!.Failures);
        Assert.True(proof.IsUnknown && !proof.Survives);
        Assert.StartsWith("unknown: a name in the question does not exist\n", proof.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_outlier_detection_one_cluster_is_enough()
    {
        SurvivalProof proof = AskWith(policy => policy with { OutlierDetection = null })
            .SurvivesAny(2, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(["cluster gcp is down"], proof.Counterexample!.Failures);
        Assert.Equal(50, proof.Counterexample.LostPercent);
    }

    [Fact]
    public void A_negative_number_of_failures_is_misuse() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Ask("article").SurvivesAny(-1));

    [Fact]
    public void Every_combination_is_looked_at_and_the_first_loss_by_size_and_order_is_told()
    {
        int lost = 0, survived = 0;
        Gen.Select(
            Gen.Int[0, 3].Select(i => new[] { "article", "default-order", "ordered-preference", "weighted-tier" }[i]),
            Gen.Int[0, int.MaxValue])
            .Sample(
            (name, seed) =>
            {
                (MeshResources resources, Inventory whole) = Load(name);
                Inventory inventory = WithoutSomePods(whole, new Random(seed));
                ForecastCalls calls = new Forecaster(resources, inventory).ForCalls(all => all.AddEverything());
                SurvivalProof proof = calls.SurvivesAny(2, FailureScopes.Clusters);
                Forecast? expected = ByHand(calls, [.. inventory.Clusters.Select(cluster => cluster.Name).Order(StringComparer.Ordinal)]);

                Assert.Equal(expected?.Failures, proof.Counterexample?.Failures);
                Assert.Equal(expected?.LostPercent, proof.Counterexample?.LostPercent);
                Interlocked.Add(ref lost, expected is null ? 0 : 1);
                Interlocked.Add(ref survived, expected is null ? 1 : 0);
            },
            iter: 60);

        Assert.True(lost > 0 && survived > 0, $"{lost} lost and {survived} survived: the property says nothing about one of them.");
    }

    private static Inventory WithoutSomePods(Inventory inventory, Random random) => inventory with
    {
        Clusters = inventory.Clusters.Select(cluster =>
        {
            var gone = cluster.Workloads.Where(_ => random.Next(10) == 0).Select(pod => pod.Name).ToHashSet();
            return cluster with
            {
                Workloads = cluster.Workloads.Where(pod => !gone.Contains(pod.Name)).ToValueList(),
                Endpoints = cluster.Endpoints.Where(endpoint => !gone.Contains(endpoint.Workload)).ToValueList(),
            };
        }).ToValueList(),
    };

    private static Forecast? ByHand(ForecastCalls calls, string[] clusters)
    {
        IEnumerable<string[]> sets = [[], .. clusters.Select(cluster => (string[])[cluster]),
            .. clusters.SelectMany((first, i) => clusters.Skip(i + 1).Select(second => (string[])[first, second]))];
        return sets
            .Select(set => calls.Table(failures => failures.Add(failure => Array.ForEach(set, cluster => failure.ClusterDown(cluster))))
                .Rows.Select(row => row.Cells[1]).Where(cell => cell.LosesRequests).MaxBy(cell => cell.LostPercent))
            .FirstOrDefault(worst => worst is not null);
    }
}
