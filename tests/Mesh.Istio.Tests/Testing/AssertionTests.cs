using Mesh.Inventories;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Testing;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Testing;

public class AssertionTests
{
    [Fact]
    public void What_is_expected_and_happens_passes_and_can_be_asked_further()
    {
        Forecast forecast = Ask("article").When(failure => failure.GatewayDown("aws", "bookinfo-backend/ingress-bookinfo"));

        Assert.Same(forecast, forecast.MustLoseNothing().MustBeAnsweredBy("gcp").MustSend("gcp", 100).MustSend("aws", 0));
    }

    [Fact]
    public void The_message_has_question_expectation_answer_order_and_reasons()
    {
        Forecast forecast = Ask("article").When(failure => failure.GatewayDown("aws", "bookinfo-backend/ingress-bookinfo"));

        MeshAssertionException wrong = Assert.Throws<MeshAssertionException>(() => forecast.MustBeAnsweredBy("aws"));

        string[] lines = wrong.Message.Split('\n');
        Assert.Equal("Question: " + forecast.Explain().Split('\n')[0], lines[0]);
        Assert.Contains(" when bookinfo-backend/ingress-bookinfo in aws is down", wrong.Question, StringComparison.Ordinal);
        Assert.Equal("Expected: every request is answered by aws", lines[1]);
        Assert.StartsWith("Came: 100 % gcp via ", lines[2], StringComparison.Ordinal);
        Assert.Contains("\n  order: ", wrong.Actual, StringComparison.Ordinal);
        Assert.Contains("\n  because ", wrong.Actual, StringComparison.Ordinal);
    }

    [Fact]
    public void Lost_requests_fail_each_expectation_of_a_whole_answer()
    {
        Forecast forecast = Ask("article").When(failure => failure
            .GatewayDown("aws", "bookinfo-backend/ingress-bookinfo").GatewayDown("gcp", "bookinfo-backend/ingress-bookinfo"));

        Assert.Throws<MeshAssertionException>(() => forecast.MustLoseNothing());
        Assert.Throws<MeshAssertionException>(() => forecast.MustBeAnsweredBy("gcp"));
        Assert.Throws<MeshAssertionException>(() => forecast.MustSend("gcp", 100));
    }

    [Fact]
    public void A_named_cluster_without_share_fails() =>
        Assert.Throws<MeshAssertionException>(() => Ask("article").Now().MustBeAnsweredBy("aws", "gpc"));

    [Fact]
    public void An_unknown_answer_fails_whatever_is_expected()
    {
        Forecast noHost = new Forecaster(Load("article").Resources, Load("article").Inventory)
            .ForClient("aws", Client)
            .To("no.such.host")
            .Now();
        Forecast misspelled = Ask("article").When(failure => failure.ClusterDown("asw"));

        Assert.True(misspelled.Diagnostics.HasErrors);
        Assert.Throws<MeshAssertionException>(() => misspelled.MustLoseNothing());
        Assert.Throws<MeshAssertionException>(() => misspelled.MustSend("aws", 100));
        MeshAssertionException wrong = Assert.Throws<MeshAssertionException>(() => noHost.MustSend("aws", 0));
        Assert.StartsWith("no answer, because the question has errors: MF003", wrong.Actual, StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_that_is_in_what_fails_has_no_answer()
    {
        MeshAssertionException wrong = Assert.Throws<MeshAssertionException>(
            () => Ask("article").When(failure => failure.ClusterDown("aws")).MustBeAnsweredBy("gcp"));

        Assert.StartsWith("no answer, because all pods of the client are in what fails", wrong.Actual, StringComparison.Ordinal);
    }

    [Fact]
    public void No_cluster_at_all_is_misuse() => Assert.Throws<ArgumentException>(() => Ask("article").Now().MustBeAnsweredBy());

    [Fact]
    public void A_proof_holds_or_its_counterexample_is_the_message()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        SurvivalProof proof = Ask("article").SurvivesAny(1, cancellationToken: cancellationToken);
        SurvivalProof counterexample = Ask("article").SurvivesAny(2, FailureScopes.Gateways, cancellationToken);

        Assert.Same(proof, proof.MustHold());
        Assert.Equal(counterexample.ToString(), Assert.Throws<MeshAssertionException>(() => counterexample.MustHold()).Actual);
    }

    [Fact]
    public void A_proof_about_nothing_does_not_hold()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        SurvivalProof proof = Ask("article").SurvivesAny(1, cancellationToken: cancellationToken);

        Assert.Throws<MeshAssertionException>(() => (proof with { Calls = 0 }).MustHold());
        Assert.Throws<MeshAssertionException>(() => (proof with { Failures = [] }).MustHold());
        (proof with { AtOnce = 0, Failures = [] }).MustHold();
    }

    [Fact]
    public void Resources_with_errors_fail_with_all_of_them()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        MeshModel model = new MeshBuilder("acme")
            .AddCluster("unknown")
            .AddTenant("t", t => t.AddWorkspace("w", w => w.WithNamespaces("*/w")))
            .Build();
        MeshResources wrong = new IstioGenerator().Generate(model, inventory);

        Assert.Same(resources, resources.MustHaveNoErrors());
        Assert.Contains("MG001", Assert.Throws<MeshAssertionException>(() => wrong.MustHaveNoErrors()).Message, StringComparison.Ordinal);
    }
}
