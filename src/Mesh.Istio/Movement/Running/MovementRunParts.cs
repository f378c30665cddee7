using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Telemetry;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Movement.Running;

/// <summary>What a run works with.</summary>
internal sealed class MovementRunParts(
    IReadOnlyCollection<ClusterConnection> connections, MovementRunnerOptions options, MovementLog log, MeshTelemetry? telemetry)
{
    public MovementRunnerOptions Options => options;

    public MovementLog Log => log;

    public StepCarrier Carrier { get; } = new(connections, new Applier(connections, options.Apply, telemetry), options);

    public GateKeeper Gates { get; } = new(options);

    public Planner Planner { get; } = new(connections, options.Apply);

    public MovementStepTelemetry Begin(MovementStep step) => new(telemetry, step);
}
