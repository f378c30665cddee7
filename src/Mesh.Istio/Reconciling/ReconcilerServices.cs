using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Telemetry;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Reconciling;

/// <summary>What a term works with. Safe for concurrent use.</summary>
internal sealed class ReconcilerServices
{
    private readonly Applier _applier;
    private readonly Applier _careful;
    private readonly Planner _planner;
    private readonly Planner _carefulPlanner;

    public ReconcilerServices(
        IReadOnlyCollection<ClusterConnection> connections, ReconcilerOptions options, ReconcilerLog log, MeshTelemetry? telemetry)
    {
        Options = options;
        Log = log;
        Telemetry = telemetry;
        Generator = new IstioGenerator(options.Generator);
        ApplyOptions apply = options.Apply with { ForceOwnFields = options.Apply.ForceOwnFields || options.Drift == DriftHandling.Correct };
        _applier = new Applier(connections, apply, telemetry);
        _careful = new Applier(connections, apply with { Prune = false }, telemetry);
        // A check has to know what differs, whoever owns it now.
        _planner = new Planner(connections, apply with { ForceOwnFields = true });
        _carefulPlanner = new Planner(connections, apply with { ForceOwnFields = true, Prune = false });
    }

    public ReconcilerOptions Options { get; }

    public ReconcilerLog Log { get; }

    public MeshTelemetry? Telemetry { get; }

    public IstioGenerator Generator { get; }

    public Applier ApplierFor(bool mayPrune) => mayPrune ? _applier : _careful;

    public Planner PlannerFor(bool mayPrune) => mayPrune ? _planner : _carefulPlanner;
}
