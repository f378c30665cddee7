namespace Mesh.Istio.Forecasting.Tables;

/// <summary>One call of a table.</summary>
/// <param name="Client">The client, <c>CLUSTER NAMESPACE/NAME</c>, with its place where the client is in several.</param>
/// <param name="Host">The host that it calls.</param>
/// <param name="Port">The port that it calls.</param>
/// <param name="Cells">The forecasts, one for each failure of the table, in its order.</param>
public sealed record ForecastTableRow(string Client, string Host, int Port, ValueList<Forecast> Cells)
{
    /// <summary>
    /// The request that the row is about and the route that it takes while nothing fails, <c>POST /api; route canary, 1 of 3</c>; empty for
    /// a <c>GET /</c> without headers to a host whose routes all lead to the same place.
    /// </summary>
    public string Request { get; init; } = "";
}
