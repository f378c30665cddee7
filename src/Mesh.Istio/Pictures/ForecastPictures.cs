using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Pictures.Views;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Pictures;

/// <summary>Makes pictures of forecasts, simulations and loads.</summary>
public static partial class ForecastPictures
{
    /// <summary>Where one client's requests go: what answers, what is lost, and the fallbacks that are not used.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="inventory">Adds regions, networks and pods. Default: only what the forecast says.</param>
    /// <returns>The picture.</returns>
    public static TopologyView ToTopology(this Forecast forecast, Inventory? inventory = null)
    {
        ArgumentNullException.ThrowIfNull(forecast);
        string call = $"{forecast.Client} to {ForecastView.CallOf(forecast)}";
        return ForecastView.Of(call, [forecast], inventory);
    }

    /// <summary>The picture of a forecast as SVG.</summary>
    /// <param name="forecast">The forecast.</param>
    /// <param name="inventory">Adds regions, networks and pods. Default: only what the forecast says.</param>
    /// <param name="theme">Light, dark, or as the reader prefers. Default: as the reader prefers.</param>
    /// <returns>An <c>svg</c> element.</returns>
    public static string ToSvg(this Forecast forecast, Inventory? inventory = null, PictureTheme theme = PictureTheme.AsPreferred) =>
        ToTopology(forecast, inventory).ToSvg(theme);

    /// <summary>All calls of a table for one of its failures.</summary>
    /// <param name="table">The table.</param>
    /// <param name="failure">The failure, as in <see cref="ForecastTable.Failures"/>.</param>
    /// <param name="inventory">Adds regions, networks and pods. Default: only what the forecasts say.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">The table has no such failure.</exception>
    public static TopologyView ToTopology(this ForecastTable table, string failure, Inventory? inventory = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        int column = table.Failures.ToList().IndexOf(failure);
        return column >= 0
            ? ForecastView.Of(failure, [.. table.Rows.Select(row => row.Cell(column))], inventory)
            : throw new ArgumentException(
                $"The table has no failure '{failure}'. It has: {string.Join("; ", table.Failures)}.", nameof(failure));
    }

    /// <summary>Who answered the requests of one phase of a simulation.</summary>
    /// <param name="result">The simulation.</param>
    /// <param name="phase">The phase, one of <see cref="SimulationResult.Phases"/>.</param>
    /// <param name="inventory">Adds regions, networks and pods. Default: only what the simulation says.</param>
    /// <returns>The picture.</returns>
    /// <exception cref="ArgumentException">The simulation has no such phase.</exception>
    public static TopologyView ToTopology(this SimulationResult result, SimulationPhase phase, Inventory? inventory = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(phase);
        return result.Phases.Contains(phase)
            ? SimulationView.Of(result, phase, inventory)
            : throw new ArgumentException($"The simulation has no phase '{phase.Name}'.", nameof(phase));
    }
}
