using Mesh.Inventories;
using Mesh.Istio.Capacity;
using Mesh.Istio.Failures;
using static Mesh.Istio.Tests.Capacity.LoadMeshes;

namespace Mesh.Istio.Tests.Capacity;

public class LoadProofTests
{
    private static readonly Demand Users = Demand.Of(d => d
        .FromOutside("aws", Gateway, HostOf("a"), 80, 120, "gcp")
        .FromOutside("gcp", Gateway, HostOf("a"), 80, 40, "aws"));

    [Fact]
    public void What_carries_everything_with_room_to_spare_survives()
    {
        LoadProof proof = Two(gcp: 3).Forecaster(Users).SurvivesAny(1, headroom: 0.21, FailureScopes.Clusters);

        Assert.False(proof.Survives);
        Assert.Equal(["cluster gcp is down"], proof.Counterexample!.Failures);
        LoadProof enough = Two(gcp: 3).Forecaster(Users).SurvivesAny(1, headroom: 0.2, FailureScopes.Clusters);
        Assert.True(enough is { Survives: true, Combinations: 3 });
        Assert.Equal(proof, LoadProof.FromJson(proof.ToJson()));
        Assert.StartsWith(
            "does not survive with 21 % to spare: a-z0-0 of shop/a in aws is at 80 % when cluster gcp is down", proof.ToString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_overload_is_a_counterexample_and_the_shortfall_mends_it()
    {
        var mesh = Two(gcp: 1);
        LoadForecaster forecaster = mesh.Forecaster(Users);

        Shortfall shortfall = forecaster.Shortfall(1, 0, FailureScopes.Clusters);

        Assert.False(forecaster.SurvivesAny(1, 0, FailureScopes.Clusters).Survives);
        MissingPods missing = Assert.Single(shortfall.Pods);
        Assert.Equal(("gcp", "shop/a", 1), (missing.Cluster, missing.Workload, missing.Count));
        Assert.Equal("gcp needs 1 more pod of shop/a, or 37.5 % less traffic when cluster aws is down", shortfall.ToString());
        Assert.True(forecaster.With(shortfall.ApplyTo(mesh.Inventory)).SurvivesAny(1, 0, FailureScopes.Clusters).Survives);
        Assert.Equal(shortfall, Shortfall.FromJson(shortfall.ToJson()));
    }

    [Fact]
    public void One_pod_less_than_the_shortfall_is_not_enough()
    {
        var mesh = Two(gcp: 1);
        Demand more = Users.Times(4);
        Shortfall shortfall = mesh.Forecaster(more).Shortfall(1, 0.2, FailureScopes.Clusters);

        // 640 requests at 80 each need 8 pods; each cluster carries its own besides nothing else.
        Assert.Equal(
            ["aws shop/a 6", "gcp shop/a 7"], shortfall.Pods.Select(pods => $"{pods.Cluster} {pods.Workload} {pods.Count}"));
        Assert.True(mesh.Forecaster(more).With(shortfall.ApplyTo(mesh.Inventory)).SurvivesAny(1, 0.2, FailureScopes.Clusters).Survives);
        foreach (MissingPods pods in shortfall.Pods)
        {
            Shortfall less = shortfall with
            {
                Pods = shortfall.Pods.Select(each => each == pods ? each with { Count = each.Count - 1 } : each).ToValueList(),
            };
            Assert.False(mesh.Forecaster(more).With(less.ApplyTo(mesh.Inventory)).SurvivesAny(1, 0.2, FailureScopes.Clusters).Survives);
        }
    }

    [Fact]
    public void Nothing_is_missing_where_everything_is_carried() =>
        Assert.Equal("nothing is missing", Two(gcp: 4).Forecaster(Users).Shortfall(1, 0, FailureScopes.Clusters).ToString());

    [Fact]
    public void Without_capacity_nobody_can_tell()
    {
        (MeshResources resources, Inventory inventory, MeshModel _) = Two();
        LoadProof proof = new LoadForecaster(resources, inventory, Users).SurvivesAny(1, 0, FailureScopes.Clusters);

        Assert.True(proof is { Survives: false, IsUnknown: true, Counterexample: null });
        Assert.Contains("what pods of gcp shop/a carry", proof.Unknown);
        Assert.StartsWith("unknown whether it survives", proof.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Sensitivity_names_the_pod_that_is_full_first_and_what_one_more_adds()
    {
        LoadSensitivity answer = Two(gcp: 4).Forecaster(Users).Sensitivity(1, FailureScopes.Clusters);

        // In aws two pods for 160 requests/s.
        Assert.Equal(1.25, answer.InFailure!.Value, 6);
        Assert.Equal(200.0 / 120, answer.Now!.Value, 6);
        Assert.Equal(("aws", "shop/a", "cluster gcp is down"), (answer.First!.Cluster, answer.First.Workload, answer.Failure));
        Assert.Equal(1.875, answer.WithOnePodMore!.Value, 6);
        Assert.Equal(answer, LoadSensitivity.FromJson(answer.ToJson()));
        Assert.StartsWith("125 % of today's demand when cluster gcp is down", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Autoscalers_answer_later_and_what_they_make_is_forecast()
    {
        (MeshResources resources, Inventory inventory, MeshModel model) = Two(gcp: 1);
        inventory = inventory with
        {
            Clusters = inventory.Clusters.Select(cluster => cluster with
            {
                Autoscalers = [new AutoscalerInfo { Name = "a", Namespace = "shop", TargetName = "a", MaxReplicas = 5, CpuPercent = 50 }],
            }).ToValueList(),
        };
        LoadForecaster forecaster = (resources, inventory, model).Forecaster(Users);

        ServiceLoad now = forecaster.When(failure => failure.ClusterDown("aws")).Find("gcp", "shop/a")!;
        LoadForecast later = forecaster.AfterScaling(failure => failure.ClusterDown("aws"));

        Assert.Equal(
            (1, 1.6, 4, 0.4), (now.Pods, Math.Round(now.Utilisation!.Value, 6), now.PodsAfterScaling, now.UtilisationAfterScaling));
        Assert.Equal((4, 0.4), (later.Find("gcp", "shop/a")!.Pods, Math.Round(later.Find("gcp", "shop/a")!.Utilisation!.Value, 6)));
        Assert.Contains(later.Assumptions, assumption => assumption.Contains("uses all the processor time", StringComparison.Ordinal));
    }
}
