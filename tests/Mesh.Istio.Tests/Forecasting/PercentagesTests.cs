using System.Globalization;
using CsCheck;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Forecasting;

public sealed class PercentagesTests
{
    [Theory]
    [InlineData(new[] { 100.0 / 3, 100.0 / 3, 100.0 / 3 }, new[] { "33.34", "33.33", "33.33" })]
    [InlineData(new[] { 200.0 / 3, 100.0 / 3 }, new[] { "66.67", "33.33" })]
    [InlineData(new[] { 100.0 }, new[] { "100" })]
    [InlineData(new[] { 0.0, 0.0 }, new[] { "0", "0" })]
    [InlineData(new double[0], new string[0])]
    [InlineData(new[] { 12.5, 87.5 }, new[] { "12.5", "87.5" })]
    public void What_is_printed_adds_up(double[] parts, string[] printed) => Assert.Equal(printed, Percentages.Of(parts));

    [Fact]
    public void Parts_of_a_whole_add_up_to_100() => Gen.Int[1, 1000].Array[1, 40].Sample(weights =>
    {
        double sum = weights.Sum();
        string[] printed = Percentages.Of([.. weights.Select(weight => 100 * weight / sum)]);

        Assert.Equal(100, printed.Sum(text => decimal.Parse(text, CultureInfo.InvariantCulture)));
        Assert.All(weights.Zip(printed), pair =>
            Assert.InRange(Math.Abs((100 * pair.First / sum) - double.Parse(pair.Second, CultureInfo.InvariantCulture)), 0, 0.010001));
    });

    [Fact]
    public void A_forecast_a_table_and_a_phase_print_percentages_that_add_up()
    {
        string[] names = ["a", "b", "c"];
        var forecast = new Forecast
        {
            Client = "a ns/client",
            Host = "host",
            Port = 80,
            Shares = names.Select(name => new ForecastShare(name, default, "10.0.0.1", 80, 0, 100.0 / 6)).ToValueList(),
            Losses = [new ForecastLoss(ForecastLossKind.NoRoute, 50, "no route")],
        };
        var phase = new SimulationPhase("start", TimeSpan.Zero)
        {
            Requests = 7,
            Failed = 1,
            Destinations = names.Select(name => new SimulationDestination(name, "pod", 2)).ToValueList(),
        };

        Assert.Contains("  16.67 % a via 10.0.0.1:80\n  16.67 % b via 10.0.0.1:80\n  16.66 % c via 10.0.0.1:80\n  50 % lost",
            forecast.ToString(), StringComparison.Ordinal);
        Assert.Equal("start: 28.57 % a, 28.57 % b, 28.57 % c, 14.29 % failed of 7 requests, 0 retried (0 retries)", phase.ToString());
    }
}
