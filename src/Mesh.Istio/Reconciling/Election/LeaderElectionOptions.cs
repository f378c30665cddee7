using Mesh.Diagnostics;

namespace Mesh.Istio.Reconciling.Election;

/// <summary>
/// How one of several replicas is chosen to write: a <c>coordination.k8s.io/v1</c> Lease in one cluster, kept as client-go's leader
/// election keeps it. All replicas need the same cluster, namespace and name.
/// </summary>
public sealed record LeaderElectionOptions
{
    /// <summary>The cluster that holds the Lease; <see langword="null"/>, the default: the first by ordinal order of the names.</summary>
    public string? Cluster { get; init; }

    /// <summary>The names that other parts of Mesh use, too. Default: <see cref="MeshNames.Default"/>.</summary>
    public MeshNames Names { get; init; } = MeshNames.Default;

    /// <summary>
    /// The namespace of the Lease. It has to exist. Default: <see cref="MeshNames.SharedNamespace"/> of <see cref="Names"/>, which is
    /// <c>mesh-multicluster</c>.
    /// </summary>
    public string Namespace
    {
        get => field ?? Names.SharedNamespace;
        init;
    }

    /// <summary>The name of the Lease. Default: <c>mesh</c>.</summary>
    public string Name { get; init; } = "mesh";

    /// <summary>
    /// Who this replica is. No two may be called the same, or both lead. <see langword="null"/>, the default: the machine's name, which is
    /// that of the pod, and eight random digits.
    /// </summary>
    public string? Identity { get; init; }

    /// <summary>
    /// How long others wait after the last renewal that they saw before they take the Lease, in whole seconds. Default: 15 seconds. Most:
    /// a day.
    /// </summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// How long a leader leads after the last renewal that succeeded; then it stops what is under way. Less than
    /// <see cref="LeaseDuration"/>, so that it has stopped before anybody else begins. Default: 10 seconds.
    /// </summary>
    public TimeSpan RenewDeadline { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often a leader renews and the others look. Less than <see cref="RenewDeadline"/>. Default: 2 seconds. Least: a
    /// millisecond.</summary>
    public TimeSpan RetryPeriod { get; init; } = TimeSpan.FromSeconds(2);

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrEmpty(Namespace);
        ArgumentException.ThrowIfNullOrEmpty(Name);
        OptionRange.Require(RetryPeriod, OptionRange.Millisecond, OptionRange.Day);
        OptionRange.Require(RenewDeadline, OptionRange.Millisecond, OptionRange.Day);
        OptionRange.Require(LeaseDuration, TimeSpan.FromSeconds(1), OptionRange.Day);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RenewDeadline, RetryPeriod);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(LeaseDuration, RenewDeadline);
    }
}
