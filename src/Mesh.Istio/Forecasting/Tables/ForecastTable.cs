using System.Text.Json;
using Mesh.Istio.Forecasting.Serialization;

namespace Mesh.Istio.Forecasting.Tables;

/// <summary>The forecasts of many calls for many failures. Made by <see cref="ForecastCalls.Table"/>.</summary>
/// <param name="Failures">The failures in words, one for each column.</param>
/// <param name="Rows">The calls, one for each row.</param>
public sealed record ForecastTable(ValueList<string> Failures, ValueList<ForecastTableRow> Rows)
{
    /// <summary>
    /// The forecasts in which something is lost, row by row. A client that is itself in what fails counts as lost nothing; an answer that
    /// is unknown counts as lost.
    /// </summary>
    public IEnumerable<Forecast> Lossy => Rows.SelectMany(row => row.Lossy);

    /// <summary>The table as indented JSON with all fields in camel case.</summary>
    /// <returns>Text that <see cref="FromJson"/> reads back to an equal table.</returns>
    public string ToJson() => ForecastJson.Write(this);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The table.</returns>
    /// <exception cref="JsonException">The text is no table: a field is unknown, absent or of a wrong type.</exception>
    public static ForecastTable FromJson(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ForecastJson.Read<ForecastTable>(json);
    }

    /// <summary>
    /// The table as text: for each cell the clusters that answer with their percent, <c>lost</c> with the percent that nobody answers,
    /// <c>-</c> where the client itself is in what fails, or <c>unknown</c> where a name does not exist.
    /// </summary>
    /// <returns>Markdown that lines up in a terminal.</returns>
    public override string ToString() => TableText.Write(this);
}
