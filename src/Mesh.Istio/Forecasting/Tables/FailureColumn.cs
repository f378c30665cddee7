using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Forecasting.Tables;

/// <summary>All calls in one failure. Its world is built once for them.</summary>
/// <param name="Failure">The failure in words.</param>
/// <param name="Cells">The forecasts, one for each call.</param>
internal sealed record FailureColumn(string Failure, Forecast[] Cells)
{
    public static FailureColumn Compute(
        ObservedMesh mesh, ValueList<ForecastQuery> calls, IEnumerable<Action<FailureBuilder>> failures,
        CancellationToken cancellationToken)
    {
        FailureBuilder builder = mesh.NewFailure();
        foreach (Action<FailureBuilder> failure in failures)
        {
            failure(builder);
        }

        DescribedFailure words = new DescribedFailure(builder);
        var tracer = new EndpointTracer(new FailedWorld(mesh, builder.Parts));
        var cells = new Forecast[calls.Count];
        for (int i = 0; i < cells.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            cells[i] = calls[i].In(words, tracer);
        }

        return new FailureColumn(words.Descriptions.IsEmpty ? "nothing fails" : string.Join(" and ", words.Descriptions), cells);
    }
}
