using Mesh.Diagnostics;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Reconciling;

/// <summary>One cluster in the term of a leader: what it is to have, what it was given, and when it is to be looked at next.</summary>
internal sealed class ClusterTarget(string cluster, ReconcilerOptions options)
{
    private readonly TimeProvider _time = options.TimeProvider;
    private ClusterResources? _applied;
    private bool _appliedWithPruning;
    private RunScope _appliedScope = new();
    private long _since = options.TimeProvider.GetTimestamp();
    private TimeSpan _wait;

    public ClusterStatus Status { get; private set; } = new(cluster);

    public ClusterResources Desired { get; private set; } = new(cluster);

    public bool MayPrune { get; private set; }

    public RunScope Scope { get; private set; } = new();

    /// <summary>
    /// Whether what is desired was applied, and nothing may be deleted that was held then. Equal resources are one object here.
    /// </summary>
    public bool IsCurrent =>
        ReferenceEquals(_applied, Desired) && (_appliedWithPruning || !MayPrune) && _appliedScope.Held.Keys.All(Scope.Held.ContainsKey);

    /// <summary>Why an apply would be made.</summary>
    public string Trigger => Status switch
    {
        { LastResult: null } => "start",
        { Failures: > 0 } => "retry",
        { Drift.Count: > 0 } => "drift",
        _ => "change",
    };

    /// <summary>How long until there is something to do: an apply when it is not current, else a check.</summary>
    public TimeSpan RequeueAfter
    {
        get
        {
            if (IsCurrent && options.Drift == DriftHandling.Ignore)
            {
                return Timeout.InfiniteTimeSpan;
            }

            TimeSpan left = _wait - _time.GetElapsedTime(_since);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public void SetDesired(ClusterResources desired, bool mayPrune, RunScope scope)
    {
        bool wasCurrent = IsCurrent;
        Desired = desired == Desired ? Desired : desired;
        (MayPrune, Scope) = (mayPrune, scope);
        if (wasCurrent && !IsCurrent)
        {
            RequeueNow();
        }

        Settle();
    }

    /// <summary>What made it fail may be gone: no more waiting.</summary>
    public void RequeueNow() => _wait = TimeSpan.Zero;

    public void Applied(ClusterResources desired, bool withPruning, RunScope scope, ClusterResult result)
    {
        int failures = result.IsComplete ? 0 : Status.Failures + 1;
        _appliedScope = scope;
        (_applied, _appliedWithPruning) = result.IsComplete ? (desired, withPruning) : (null, false);
        Status = Status with
        {
            LastResult = result,
            Adopted = OfAdoption(result.Diagnostics),
            LastSuccess = result.IsComplete ? _time.GetUtcNow() : Status.LastSuccess,
            Failures = failures,
            Drift = result.IsComplete ? DiagnosticList.Empty : Status.Drift,
        };
        WaitFor(IsCurrent ? options.DriftInterval
            : failures == 0 ? TimeSpan.Zero : GrowingWait.After(failures - 1, options.RetryDelay, options.MaxRetryDelay));
    }

    public void Checked(DiagnosticList drift, bool isCorrectable, DiagnosticList findings)
    {
        _applied = isCorrectable && options.Drift == DriftHandling.Correct ? null : _applied;
        Status = Status with { Drift = drift, Adopted = OfAdoption(findings) };
        NotChecked();
    }

    /// <summary>
    /// A check has ended; what is desired may have changed meanwhile. If the cluster could not be asked, what is known of it stays.
    /// </summary>
    public void NotChecked() => WaitFor(IsCurrent ? options.DriftInterval : TimeSpan.Zero);

    private static DiagnosticList OfAdoption(DiagnosticList findings) =>
        new(findings.Where(finding => finding.Code == ApplyDiagnostics.Adopted.Code));

    private void WaitFor(TimeSpan wait)
    {
        (_since, _wait) = (_time.GetTimestamp(), wait);
        Settle();
    }

    private void Settle() => Status = Status with { IsSettled = IsCurrent && Status.Drift.Count == 0 };
}
