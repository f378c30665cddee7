using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Testing;

/// <summary>
/// What tests expect of a <see cref="Forecast"/>. An unknown answer never passes: a forecast with a finding of severity error fails, and
/// so does one whose client is itself in what fails.
/// </summary>
public static class ForecastAssertions
{
    /// <summary>Expects that no request is lost, whoever answers.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <returns>The same forecast, for the next expectation.</returns>
    /// <exception cref="MeshAssertionException">Requests are lost, or the answer is unknown.</exception>
    public static Forecast MustLoseNothing(this Forecast forecast)
    {
        const string Expected = "no request is lost";
        Known(forecast, Expected);
        return forecast.Losses.IsEmpty && !forecast.Shares.IsEmpty ? forecast : throw Failed(forecast, Expected);
    }

    /// <summary>
    /// Expects that the named clusters answer everything: no request is lost, none is answered by another cluster, and each named one has
    /// a share.
    /// </summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="clusters">The names of the clusters, at least one.</param>
    /// <returns>The same forecast, for the next expectation.</returns>
    /// <exception cref="ArgumentException">No cluster is named.</exception>
    /// <exception cref="MeshAssertionException">Something else happens, or the answer is unknown.</exception>
    public static Forecast MustBeAnsweredBy(this Forecast forecast, params string[] clusters)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        if (clusters.Length == 0)
        {
            throw new ArgumentException("Name at least one cluster, or use MustLoseNothing.", nameof(clusters));
        }

        string expected = $"every request is answered by {string.Join(" and ", clusters)}";
        Known(forecast, expected);
        bool holds = forecast.Losses.IsEmpty
            && forecast.Shares.All(share => clusters.Contains(share.Cluster, StringComparer.Ordinal))
            && clusters.All(cluster => forecast.PercentTo(cluster) > 0);
        return holds ? forecast : throw Failed(forecast, expected);
    }

    /// <summary>Expects that a cluster answers a part of the requests.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="cluster">The cluster's name.</param>
    /// <param name="percent">The part of the requests, from 0 to 100.</param>
    /// <param name="tolerance">How far the forecast may be away, in percentage points. Default:
    /// half a point, because istiod's weights are whole numbers. From 0 to 100.</param>
    /// <returns>The same forecast, for the next expectation.</returns>
    /// <exception cref="MeshAssertionException">The part is another one, or the answer is unknown.</exception>
    public static Forecast MustSend(this Forecast forecast, string cluster, double percent, double tolerance = 0.5)
    {
        ArgumentException.ThrowIfNullOrEmpty(cluster);
        OptionRange.Require(percent, 0.0, 100.0);
        OptionRange.Require(tolerance, 0.0, 100.0);
        string expected = string.Create(CultureInfo.InvariantCulture, $"{percent:0.##} % of the requests are answered by {cluster}");
        Known(forecast, expected);
        return Math.Abs(forecast.PercentTo(cluster) - percent) <= tolerance ? forecast : throw Failed(forecast, expected);
    }

    private static void Known(Forecast forecast, string expected)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        if (forecast.Diagnostics.HasErrors)
        {
            throw Failed(
                forecast, expected,
                $"no answer, because the question has errors: {string.Join(
                    ' ', forecast.Diagnostics.Errors.Select(finding => finding.Code))}");
        }

        if (forecast.ClientIsGone)
        {
            throw Failed(forecast, expected, "no answer, because all pods of the client are in what fails");
        }
    }

    private static MeshAssertionException Failed(Forecast forecast, string expected, string? unknown = null)
    {
        // The first line of an explanation is the question.
        string[] lines = forecast.Explain().Split('\n', 2);
        string answer = lines.Length == 1 ? "nothing" : lines[1];
        return new MeshAssertionException(lines[0], expected, unknown is null ? answer.TrimStart() : $"{unknown}\n{answer}");
    }
}
