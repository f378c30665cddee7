using Mesh.Cases.Tests.Expectations;
using Mesh.Cases.Tests.Product;
using Mesh.Istio.Forecasting;

namespace Mesh.Cases.Tests.Checks;

/// <summary>Where the requests of a client, or those that come to a gateway from outside, go while something fails.</summary>
internal sealed record ForecastCheck(CallSource Source, bool FromOutside, CallTarget Target, CaseFailure[] Failures, ForecastWant[] Wants)
    : ICaseCheck
{
    /// <exception cref="FormatException">A field has another form.</exception>
    public static ForecastCheck Parse(ExpectLine line, IReadOnlySet<string> clusters)
    {
        string[] fields = line.Exactly("CLUSTER NS/NAME", "HOST:PORT", "FAILURES", "WANTS");
        bool fromOutside = line.Check == "gateway";
        string[] wants = fields[3].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new ForecastCheck(
            fromOutside ? CallSource.ParseWithoutPlace(fields[0]) : CallSource.Parse(fields[0]),
            fromOutside,
            CallTarget.ParseWithoutSuffix(fields[1]),
            CaseFailure.ParseAll(fields[2]),
            wants.Length == 0
                ? throw new FormatException("the forecast wants nothing")
                : [.. wants.Select(want => ForecastWant.Parse(want, clusters))]);
    }

    public string? Problem(CaseMesh mesh)
    {
        Forecast forecast = mesh.Forecast(Source, FromOutside, Target, Failures);
        string[] problems = [.. Wants.Select(want => want.Problem(forecast)).OfType<string>()];
        return problems.Length == 0 ? null : $"{string.Join('\n', problems)}\n{forecast.Explain()}";
    }
}
