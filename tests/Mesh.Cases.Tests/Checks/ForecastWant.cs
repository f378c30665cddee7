using Mesh.Cases.Tests.Expectations;
using Mesh.Istio.Forecasting;

namespace Mesh.Cases.Tests.Checks;

/// <summary>A share of a forecast, what is lost, or a finding that it has or has not.</summary>
internal sealed record ForecastWant(Comparison? Percent, FindingWant? Finding)
{
    /// <exception cref="FormatException">The want is unknown, or names a cluster that the case has not.</exception>
    public static ForecastWant Parse(string text, IReadOnlySet<string> clusters)
    {
        if (text.StartsWith("code=", StringComparison.Ordinal))
        {
            return new ForecastWant(null, FindingWant.Parse($"has {text["code=".Length..]}"));
        }

        if (text.StartsWith("!code=", StringComparison.Ordinal))
        {
            return new ForecastWant(null, FindingWant.Parse($"not {text["!code=".Length..]}"));
        }

        var percent = Comparison.Parse(text);
        // A misspelt cluster would have a share of 0 and meet "=0".
        bool known = percent.Key == "lost"
            || AfterPrefix(percent.Key, "to:") is not null
            || AfterPrefix(percent.Key, "in:") is not null
            || clusters.Contains(percent.Key);
        return known
            ? new ForecastWant(percent, null)
            : throw new FormatException(
                $"unknown want '{text}': '{percent.Key}' is no cluster of this case ({string.Join(", ", clusters)})");
    }

    /// <summary>What was expected and what came; <see langword="null"/> when the want is met.</summary>
    public string? Problem(Forecast forecast) =>
        Finding?.Problem(forecast.Diagnostics) ?? Percent?.Problem(PercentOf(forecast, Percent.Key));

    private static double PercentOf(Forecast forecast, string key) =>
        key == "lost" ? forecast.LostPercent
        : AfterPrefix(key, "to:") is { } address ? Sum(forecast, share => $"{share.Address}:{share.Port}" == address)
        : AfterPrefix(key, "in:") is { } place ? Sum(forecast, share => share.Locality.ToString() == place)
        : forecast.PercentTo(key);

    private static double Sum(Forecast forecast, Func<ForecastShare, bool> counts) =>
        forecast.Shares.Where(counts).Sum(share => share.Percent);

    private static string? AfterPrefix(string key, string prefix) =>
        key.StartsWith(prefix, StringComparison.Ordinal) ? key[prefix.Length..] : null;
}
