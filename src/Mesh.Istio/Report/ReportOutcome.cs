using Mesh.Diagnostics;
using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Report;

/// <summary>What becomes of the requests of a call in a failure: a forecast without its question. Equal ones are held once.</summary>
public sealed record ReportOutcome
{
    /// <summary>What the failure does to the call.</summary>
    public required ReportOutcomeKind Kind { get; init; }

    /// <summary>The destinations that answer, largest share first.</summary>
    public ValueList<ForecastShare> Shares { get; init; }

    /// <summary>What is lost and why, largest part first.</summary>
    public ValueList<ForecastLoss> Losses { get; init; }

    /// <summary>The order of fallbacks, whether they are alive or not.</summary>
    public ValueList<ForecastStep> Order { get; init; }

    /// <summary>What was concluded on the way.</summary>
    public ValueList<string> Reasons { get; init; }

    /// <summary>What the answer rests on without having been observed.</summary>
    public ValueList<string> Assumptions { get; init; }

    /// <summary>What could not be answered.</summary>
    public DiagnosticList Diagnostics { get; init; } = DiagnosticList.Empty;

    /// <summary>Whether requests are lost, or nobody knows.</summary>
    public bool LosesRequests => Kind is ReportOutcomeKind.Lost or ReportOutcomeKind.PartlyLost or ReportOutcomeKind.Unknown;

    /// <summary>The part of the requests that is lost, from 0 to 100; 100 where nobody knows, 0 where the client is gone.</summary>
    public double LostPercent => Kind switch
    {
        ReportOutcomeKind.ClientGone => 0,
        ReportOutcomeKind.Unknown => 100,
        _ => Losses.Sum(loss => loss.Percent),
    };
}
