using Mesh.Diagnostics;
using Mesh.Istio.Apply;
using Mesh.Istio.Reconciling.Election;
using Mesh.Kubernetes.Reading;

namespace Mesh.Istio.Movement;

/// <summary>How plans are carried out. Immutable.</summary>
public sealed record MovementRunnerOptions
{
    /// <summary>
    /// The Lease by which one runner is chosen of several, and the ConfigMap of the same cluster, namespace and name that says where the
    /// movement is. The namespace has to exist. Default: <c>mesh-movement</c> in <c>mesh-multicluster</c> of the first cluster.
    /// </summary>
    public LeaderElectionOptions Election { get; init; } = new() { Name = "mesh-movement" };

    /// <summary>How objects are applied.</summary>
    public ApplyOptions Apply { get; init; } = new();

    /// <summary>What is read from the clusters where a step waits for pods.</summary>
    public LiveInventoryOptions Inventory { get; init; } = new();

    /// <summary>Asked before each step, one after the other; all have to open. A forecast or a person. Default: none.</summary>
    public ValueList<MovementGate> Before { get; init; }

    /// <summary>Asked after each step was watched, one after the other; all have to open. Metrics or a person. Default: none.</summary>
    public ValueList<MovementGate> After { get; init; }

    /// <summary>
    /// Does what Mesh cannot: makes the pods of a step (<see cref="MovementAction.Scale"/>), points users elsewhere
    /// (<see cref="MovementAction.Users"/>). Asked again after a crash, so doing it twice has to be doing it once. Default: nobody; the
    /// runner then waits for the pods, and a step for users needs a gate.
    /// </summary>
    public Func<MovementStep, CancellationToken, Task>? Outside { get; init; }

    /// <summary>Where it goes back to. Default: <see cref="MovementFallback.Start"/>.</summary>
    public MovementFallback Fallback { get; init; } = MovementFallback.Start;

    /// <summary>How long a gate may take; one that does not answer stays shut. Default: 10 minutes. From a millisecond to a day.</summary>
    public TimeSpan GateLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long a step may take to be applied in every cluster, pods may take to be ready, or where the movement is to be written.
    /// Default: 10 minutes. From a millisecond to a day.
    /// </summary>
    public TimeSpan StepLimit { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The wait before something is tried again; it doubles each time. Default: 1 second. From a millisecond to a day.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such wait, not less than <see cref="RetryDelay"/>. Default: 15 seconds. Most: a day.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The clock of all waits, the Lease's included. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Check()
    {
        Election.Check();
        Apply.Check();
        Inventory.Check();
        OptionRange.Require(GateLimit, OptionRange.Millisecond, OptionRange.Day);
        OptionRange.Require(StepLimit, OptionRange.Millisecond, OptionRange.Day);
        OptionRange.Require(RetryDelay, OptionRange.Millisecond, OptionRange.Day);
        OptionRange.Require(MaxRetryDelay, RetryDelay, OptionRange.Day);
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
