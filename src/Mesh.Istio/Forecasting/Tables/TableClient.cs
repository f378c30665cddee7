using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Forecasting.Tables;

/// <summary>A client of a table, and what becomes of it in each failure.</summary>
/// <param name="name">Its name.</param>
/// <param name="proxy">Its proxy.</param>
/// <param name="failures">The failures, one for each column.</param>
internal sealed class TableClient(string name, ClientProxy proxy, DescribedFailure[] failures)
{
    private bool[]? _gone;
    private ClientProxy?[]? _moved;

    public string Name => name;

    /// <summary>Whether the client is in another place in some failure.</summary>
    public bool Moves => _moved is not null;

    /// <summary>The proxy that is left of the client, where it is another; else <see langword="null"/>.</summary>
    public ClientProxy? Moved(int column) => _moved?[column];

    /// <summary>The answer to the client in one column.</summary>
    public Forecast Cell(int column, string host, int port, SharedAnswer answer) => failures[column].Diagnostics.IsEmpty
        ? answer.For(
            name, proxy.Namespace, failures[column].Descriptions, _gone?[column] == true ? [ForecastEngine.ClientFails(name)] : [])
        : ForecastEngine.WithoutFailure(
            new Forecast
            {
                Client = name,
                ClientLocality = proxy.Locality,
                Host = host,
                Port = port,
                Failures = failures[column].Descriptions,
            },
            failures[column]);

    /// <summary>Whether the client loses requests in one column, or nobody knows.</summary>
    public bool Loses(int column, SharedAnswer answer) => !failures[column].Diagnostics.IsEmpty || answer.IsUnknown
        || (_gone?[column] != true && !answer.Answer.Losses.IsEmpty);

    /// <summary>Looks what a failure leaves of the client.</summary>
    public void Look(int column, FoundClient.Known found, ObservedMesh mesh, FailedWorld world)
    {
        ClientProxy? left = found.Left(world);
        if (left is null)
        {
            (_gone ??= new bool[failures.Length])[column] = true;
        }
        else if (!ReferenceEquals(left, proxy) && mesh.Canonical(left) is var moved && !ReferenceEquals(moved, mesh.Canonical(proxy)))
        {
            (_moved ??= new ClientProxy?[failures.Length])[column] = moved;
        }
    }
}
