using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Forecasting.Tables;

/// <summary>All calls in one failure. Its world is built once for them.</summary>
/// <param name="Failure">The failure in words.</param>
/// <param name="Cells">The forecasts, one for each call.</param>
internal sealed record FailureColumn(string Failure, Forecast[] Cells)
{
    // Neighbours share most of what there is to know; one thread takes some hundred of them.
    private const int PartSize = 512;

    /// <summary>The calls while nothing fails, on all cores, each with the failures that could change its answer.</summary>
    public static (FailureColumn Column, FailureSet[] Touched) Observed(
        ObservedMesh mesh, IReadOnlyList<ForecastQuery> calls, Concerns concerns, CancellationToken cancellationToken)
    {
        var cells = new Forecast[calls.Count];
        var touched = new FailureSet[calls.Count];
        Parallel.For(
            0, (calls.Count + PartSize - 1) / PartSize, new ParallelOptions { CancellationToken = cancellationToken },
            () => new EndpointTracer(new FailedWorld(mesh, new FailedParts()), concerns),
            (part, _, tracer) =>
            {
                for (int i = part * PartSize; i < Math.Min(calls.Count, (part + 1) * PartSize); i++)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    FailureSet before = tracer.Touches.Begin();
                    cells[i] = calls[i].In(DescribedFailure.Nothing, tracer);
                    touched[i] = tracer.Touches.End(before);
                }

                return tracer;
            },
            static _ => { });
        return (new FailureColumn(Words(DescribedFailure.Nothing), cells), touched);
    }

    /// <summary>The calls in a failure. What it does not concern is that of the state as observed.</summary>
    /// <param name="mesh">The mesh.</param>
    /// <param name="calls">The calls.</param>
    /// <param name="failure">The failure.</param>
    /// <param name="number">Its number among those of the table.</param>
    /// <param name="observed">The calls while nothing fails.</param>
    /// <param name="touched">The failures that could change each of them.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static FailureColumn Compute(
        ObservedMesh mesh, IReadOnlyList<ForecastQuery> calls, FailureBuilder failure, int number, FailureColumn observed,
        FailureSet[] touched, CancellationToken cancellationToken)
    {
        var words = new DescribedFailure(failure);
        var tracer = new EndpointTracer(new FailedWorld(mesh, failure.Parts));
        var cells = new Forecast[calls.Count];
        for (int i = 0; i < cells.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            cells[i] = touched[i].Contains(number) ? calls[i].In(words, tracer)
                : observed.Cells[i] with { Failures = words.Descriptions };
        }

        return new FailureColumn(Words(words), cells);
    }

    /// <summary>A failure as the head of its column.</summary>
    public static string Words(DescribedFailure failure) =>
        failure.Descriptions.IsEmpty ? "nothing fails" : string.Join(" and ", failure.Descriptions);
}
