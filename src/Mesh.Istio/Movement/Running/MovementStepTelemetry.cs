using System.Diagnostics;
using Mesh.Istio.Telemetry;

namespace Mesh.Istio.Movement.Running;

/// <summary>The span and the measurement of a step.</summary>
internal sealed class MovementStepTelemetry(MeshTelemetry? telemetry, MovementStep step) : IDisposable
{
    private readonly string _action = step.Action.ToString().ToLowerInvariant();
    private readonly Activity? _span = telemetry?.StartMovementStep(step.Number, step.Action.ToString().ToLowerInvariant());
    private string _result = "interrupted";

    public void End(bool isCarriedOut) => _result = isCarriedOut ? "carried_out" : "failed";

    public void Dispose()
    {
        _span?.SetTag("mesh.result", _result).SetStatus(_result == "failed" ? ActivityStatusCode.Error : ActivityStatusCode.Ok);
        _span?.Dispose();
        telemetry?.Moved(_action, _result);
    }
}
