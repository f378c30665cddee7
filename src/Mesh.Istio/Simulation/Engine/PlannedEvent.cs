using Mesh.Inventories;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Something that happens at a time. One of the last four is set.</summary>
internal sealed record PlannedEvent(TimeSpan At, string Name)
{
    /// <summary>What fails from then on; what failed before recovers.</summary>
    public FailedParts? Failure { get; init; }

    /// <summary>New endpoints, pushed at once.</summary>
    public Inventory? Observed { get; init; }

    /// <summary>A new configuration, pushed at once.</summary>
    public MeshResources? Resources { get; init; }

    /// <summary>The istiods push what a failure left.</summary>
    public FailedParts? Push { get; init; }

    /// <summary>Whether a phase begins.</summary>
    public bool BeginsPhase { get; init; } = true;
}
