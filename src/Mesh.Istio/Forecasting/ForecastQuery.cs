using Mesh.Istio.Forecasting.Steady;

namespace Mesh.Istio.Forecasting;

/// <summary>The question where one client's requests for one host go. Made by <see cref="ForecastClient.To"/>.</summary>
public sealed class ForecastQuery
{
    private readonly ForecastClient _client;
    private readonly string _host;
    private readonly int _port;

    internal ForecastQuery(ForecastClient client, string host, int port)
    {
        _client = client;
        _host = host;
        _port = port;
    }

    /// <summary>Where traffic goes as things were observed.</summary>
    /// <returns>The forecast.</returns>
    public Forecast Now() => When(static _ => { });

    /// <summary>Where traffic goes when something fails.</summary>
    /// <param name="configure">Says what fails; several failures add up.</param>
    /// <returns>The forecast. Names that do not exist are among its diagnostics.</returns>
    public Forecast When(Action<FailureBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var failures = new FailureBuilder(_client.Mesh.Inventory, _client.Mesh.Resources);
        configure(failures);
        return ForecastEngine.Run(_client, _host, _port, new ForecastFailure(failures), new FailedWorld(_client.Mesh, failures.Parts));
    }
}
