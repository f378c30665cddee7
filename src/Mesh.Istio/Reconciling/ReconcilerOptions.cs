using Mesh.Diagnostics;
using Mesh.Istio.Access;
using Mesh.Istio.Apply;
using Mesh.Istio.Reconciling.Election;
using Mesh.Kubernetes.Reading;

namespace Mesh.Istio.Reconciling;

/// <summary>How clusters are kept in the state that the model describes. Immutable.</summary>
public sealed record ReconcilerOptions
{
    /// <summary>
    /// How one of several replicas is chosen to write. <see langword="null"/>, the default: there is one replica, and it always writes.
    /// </summary>
    public LeaderElectionOptions? Election { get; init; }

    /// <summary>What is read from the clusters, and how changes are collected (<see cref="LiveInventoryOptions.Debounce"/>).</summary>
    public LiveInventoryOptions Inventory { get; init; } = new();

    /// <summary>
    /// The names that generation uses. They hold for <see cref="Apply"/> and <see cref="Election"/>, too, unless those were given others.
    /// </summary>
    public IstioGeneratorOptions Generator { get; init; } = new();

    /// <summary>
    /// How API servers enforce the model's roles and bindings; they are then written, applied, pruned and looked at for drift as everything
    /// else, and what a team changes live within its rights stays (<see cref="AccessAdoption"/>). <see langword="null"/>, the default: they
    /// do not enforce them.
    /// </summary>
    public AccessManifestOptions? Access { get; init; }

    /// <summary>How objects are applied.</summary>
    public ApplyOptions Apply { get; init; } = new();

    /// <summary>What is done when facts are missing or generation reports errors. Default: <see cref="IncompleteHandling.Hold"/>.</summary>
    public IncompleteHandling WhenIncomplete { get; init; } = IncompleteHandling.Hold;

    /// <summary>What is done about drift. Default: <see cref="DriftHandling.Report"/>.</summary>
    public DriftHandling Drift { get; init; } = DriftHandling.Report;

    /// <summary>
    /// How long after an apply or a check a cluster is looked at for drift. Costs lists, and no writes where there is none. Default: 5
    /// minutes. From a millisecond to a day.
    /// </summary>
    public TimeSpan DriftInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The wait after a run that left something undone in a cluster; it doubles each time. Default: 1 second. From a
    /// millisecond to a day.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such wait, not less than <see cref="RetryDelay"/>. Default: 1 minute. Most: a day.</summary>
    public TimeSpan MaxRetryDelay { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The clock of all waits, the Lease's included. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// The same options with one set of names for generation, applying and election, whichever of them was given others than the default.
    /// </summary>
    /// <exception cref="ArgumentException">Two of them were given different names.</exception>
    internal ReconcilerOptions WithCommonNames(MeshNames? given = null)
    {
        MeshNames names = MeshNames.Common(given ?? MeshNames.Default, Generator.Names, Apply.Names, Election?.Names ?? MeshNames.Default,
            Access?.Names ?? MeshNames.Default);
        return this with
        {
            Generator = Generator with { Names = names },
            Apply = Apply with { Names = names },
            Access = Access is { } access ? access with { Names = names } : null,
            Election = Election is { } election ? election with { Names = names } : null,
        };
    }

    /// <summary>Checks these options and all that are in them.</summary>
    internal void Check()
    {
        CheckOwn();
        Inventory.Check();
        Apply.Check();
        Election?.Check();
    }

    internal void CheckOwn()
    {
        OptionRange.Require(DriftInterval, OptionRange.Millisecond, OptionRange.Day);
        OptionRange.Require(RetryDelay, OptionRange.Millisecond, OptionRange.Day);
        OptionRange.Require(MaxRetryDelay, RetryDelay, OptionRange.Day);
        ArgumentNullException.ThrowIfNull(TimeProvider);
    }
}
