using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Forecasting.Tables;

/// <summary>One call of a table.</summary>
/// <param name="Client">The client, <c>CLUSTER NAMESPACE/NAME</c>, with its place where the client is in several.</param>
/// <param name="Host">The host that it calls.</param>
/// <param name="Port">The port that it calls.</param>
/// <param name="Cells">
/// The forecasts, one for each failure of the table, in its order. Rows of a table that was just made share what is alike, and make the
/// forecasts each time when they are asked for: keep the list where it is used several times.
/// </param>
public sealed record ForecastTableRow(string Client, string Host, int Port, ValueList<Forecast> Cells)
{
    private TableClient? _client;
    private SharedAnswer[]? _answers;

    internal ForecastTableRow(TableClient client, CallQuestion question, SharedAnswer[] answers)
        : this(client.Name, question.Host, question.Port, default(ValueList<Forecast>))
    {
        Request = question.Name;
        _client = client;
        _answers = answers;
    }

    /// <summary>The forecasts, one for each failure of the table, in its order.</summary>
    public ValueList<Forecast> Cells
    {
        get => _answers is null ? field : ValueList.Wrap([.. Enumerable.Range(0, _answers.Length).Select(Cell)]);
        init => (field, _client, _answers) = (value, null, null);
    } = Cells;

    /// <summary>
    /// The request that the row is about and the route that it takes while nothing fails, <c>POST /api; route canary, 1 of 3</c>; empty for
    /// a <c>GET /</c> without headers to a host whose routes all lead to the same place.
    /// </summary>
    public string Request { get; init; } = "";

    /// <summary>One cell.</summary>
    internal Forecast Cell(int column) => _answers is null ? Cells[column] : _client!.Cell(column, Host, Port, _answers[column]);

    /// <summary>The cells in which something is lost.</summary>
    internal IEnumerable<Forecast> Lossy => _answers is { } answers
        ? Enumerable.Range(0, answers.Length).Where(column => _client!.Loses(column, answers[column])).Select(Cell)
        : Cells.Where(cell => cell.LosesRequests);

    /// <summary>Whether both are about the same call and have the same forecasts.</summary>
    /// <param name="other">The other row.</param>
    /// <returns><see langword="true"/> when they are equal.</returns>
    public bool Equals(ForecastTableRow? other) => ReferenceEquals(this, other) || (other is not null
        && Client == other.Client && Host == other.Host && Port == other.Port && Request == other.Request && Cells == other.Cells);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Client, Host, Port, Request);
}
