using System.Text.Json;
using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Forecasting.Tables;
using static Mesh.Istio.Tests.Forecasting.ForecastCases;

namespace Mesh.Istio.Tests.Forecasting;

public class ForecastTextTests
{
    [Fact]
    public void Tables_proofs_and_every_forecast_in_them_come_back_equal()
    {
        (MeshResources resources, Inventory inventory) = Load("article");
        ForecastCalls calls = new Forecaster(resources, inventory).ForCalls(all => all.AddEverything().AddEveryClient("no.such.host"));
        ForecastTable table = calls.Table(
            failures => failures.AddEvery().Add(failure => failure.ClusterDown("gcp").GatewayDown("aws", "no/such")));
        SurvivalProof proof = calls.SurvivesAny(2, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Contains(table.Rows.SelectMany(row => row.Cells), cell => cell.Diagnostics.Count == 0 && !cell.Shares.IsEmpty);
        Assert.Contains(table.Rows.SelectMany(row => row.Cells), cell => cell.Diagnostics.Count > 0 && !cell.Losses.IsEmpty);
        Assert.All(table.Rows.SelectMany(row => row.Cells), cell => Assert.Equal(cell, Forecast.FromJson(cell.ToJson())));
        Assert.Equal(table, ForecastTable.FromJson(table.ToJson()));
        Assert.NotNull(proof.Counterexample);
        Assert.Equal(proof, SurvivalProof.FromJson(proof.ToJson()));
        Assert.Equal(proof with { Counterexample = null }, SurvivalProof.FromJson((proof with { Counterexample = null }).ToJson()));
    }

    [Fact]
    public void The_text_is_that_of_the_fields()
    {
        string json = Ask("article").Now().ToJson();

        Assert.Contains("""  "client": "aws bookinfo-backend/productpage",""", json, StringComparison.Ordinal);
        Assert.Contains("""      "locality": "us-east-2/us-east-2a",""", json, StringComparison.Ordinal);
        Assert.Contains("""      "percent": 100""", json, StringComparison.Ordinal);
        Assert.DoesNotContain("lostPercent", json, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("not json")]
    public void What_is_no_forecast_is_refused(string json) => Assert.Throws<JsonException>(() => Forecast.FromJson(json));

    [Fact]
    public void An_absent_and_an_unknown_field_are_refused_by_name()
    {
        string json = Ask("article").Now().ToJson();

        Assert.Contains(
            "order",
            Assert.Throws<JsonException>(
                () => Forecast.FromJson(json.Replace("\"order\":", "\"Order\":", StringComparison.Ordinal))).Message,
            StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            "losses",
            Assert.Throws<JsonException>(
                () => Forecast.FromJson(json.Replace("""  "losses": [],""", "", StringComparison.Ordinal))).Message,
            StringComparison.Ordinal);
    }
}
