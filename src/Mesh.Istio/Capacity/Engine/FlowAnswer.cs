using Mesh.Diagnostics;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting.Engine;

namespace Mesh.Istio.Capacity.Engine;

/// <summary>What becomes of requests of a client for a host.</summary>
/// <param name="Visits">The pods that they come to.</param>
/// <param name="Lost">The part that is lost, from 0 to 1.</param>
/// <param name="Reason">Why; empty where nothing is.</param>
internal sealed record FlowAnswer(ValueList<PodVisit> Visits, double Lost, string Reason)
{
    /// <summary>What that rests on.</summary>
    public ValueList<string> Assumptions { get; init; }

    /// <summary>Why there is no answer; <see langword="null"/> where there is one.</summary>
    public Diagnostic? Problem { get; init; }

    /// <summary>The failures by which the answer could have been changed.</summary>
    public FailureSet Touched { get; init; }
}
