using Mesh.Diagnostics;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Reconciling.Election;
using Microsoft.Extensions.Logging;

namespace Mesh.Istio.Reconciling;

/// <summary>
/// What a reconciler logs; the page <c>docs/hosting.md</c> lists the events. Messages are made of names and findings, never of objects,
/// configurations or exceptions of clients, which can hold secrets.
/// </summary>
internal sealed partial class ReconcilerLog(ILogger logger)
{
    private DiagnosticList _lastDecided = DiagnosticList.Empty;
    private string _lastFailure = "";

    public void Started(string identity, int clusters) => LogStarted(logger, identity, clusters);

    public void Stopped() => LogStopped(logger);

    public void Lease(LeaseView before, LeaseView now, string identity)
    {
        if (now.IsOurs != before.IsOurs && now.IsOurs)
        {
            LogLeads(logger, identity);
        }
        else if (now.IsOurs != before.IsOurs)
        {
            LogLeadsNoLonger(logger, identity);
        }
        else if (now.Holder != before.Holder && now.Holder.Length > 0 && now.Holder != identity)
        {
            LogFollows(logger, now.Holder);
        }

        string failure = now.Failure?.Message ?? "";
        if (failure.Length > 0 && failure != _lastFailure)
        {
            LogLeaseFailed(logger, failure);
        }

        _lastFailure = failure;
    }

    public void Decided(string result, DiagnosticList findings)
    {
        LogDecided(logger, result, findings.Count);
        foreach (Diagnostic finding in findings.Errors.Except(_lastDecided))
        {
            Found(finding);
        }

        _lastDecided = findings;
    }

    public void Applied(ClusterResult result, bool wasCancelled)
    {
        int Count(ApplyOutcome outcome) => result.Objects.Count(entry => entry.Outcome == outcome);
        if (result.IsComplete)
        {
            LogApplied(
                logger, result.Cluster, Count(ApplyOutcome.Created), Count(ApplyOutcome.Updated), Count(ApplyOutcome.Deleted),
                Count(ApplyOutcome.Unchanged));
            return;
        }

        int undone = result.Objects.Count(entry => !entry.IsInSync);
        if (wasCancelled)
        {
            LogCancelled(logger, result.Cluster, undone);
        }
        else
        {
            LogIncomplete(logger, result.Cluster, undone);
        }

        foreach (Diagnostic finding in result.Diagnostics.Errors)
        {
            Found(finding);
        }
    }

    public void Drifted(string cluster, DiagnosticList findings, DiagnosticList before)
    {
        if (findings.Count > 0)
        {
            LogDrifted(logger, cluster, findings.Count);
        }

        foreach (Diagnostic finding in findings.Except(before))
        {
            Found(finding);
        }
    }

    public void NotChecked(ClusterPlan plan)
    {
        LogNotChecked(logger, plan.Cluster);
        foreach (Diagnostic finding in plan.Diagnostics.Errors)
        {
            Found(finding);
        }
    }

    private void Found(Diagnostic finding)
    {
        if (finding.Severity == DiagnosticSeverity.Error)
        {
            LogError(logger, finding);
        }
        else
        {
            LogWarning(logger, finding);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Reconciling {Clusters} cluster(s) as {Identity}.")]
    private static partial void LogStarted(ILogger logger, string identity, int clusters);

    [LoggerMessage(2, LogLevel.Information, "Reconciling ended.")]
    private static partial void LogStopped(ILogger logger);

    [LoggerMessage(3, LogLevel.Information, "{Identity} leads.")]
    private static partial void LogLeads(ILogger logger, string identity);

    [LoggerMessage(4, LogLevel.Warning, "{Identity} leads no longer; what was under way is cancelled.")]
    private static partial void LogLeadsNoLonger(ILogger logger, string identity);

    [LoggerMessage(5, LogLevel.Information, "{Holder} leads; this replica is on standby.")]
    private static partial void LogFollows(ILogger logger, string holder);

    [LoggerMessage(6, LogLevel.Warning, "The Lease cannot be read or written: {Failure}")]
    private static partial void LogLeaseFailed(ILogger logger, string failure);

    [LoggerMessage(7, LogLevel.Debug, "Decided what is desired: {Result}, {Findings} findings.")]
    private static partial void LogDecided(ILogger logger, string result, int findings);

    [LoggerMessage(8, LogLevel.Warning, "{Finding}")]
    private static partial void LogWarning(ILogger logger, Diagnostic finding);

    [LoggerMessage(9, LogLevel.Information, "Cluster {Cluster} is in sync: {Created} created, {Updated} updated, {Deleted} deleted, "
        + "{Unchanged} unchanged.")]
    private static partial void LogApplied(ILogger logger, string cluster, int created, int updated, int deleted, int unchanged);

    [LoggerMessage(10, LogLevel.Warning, "Cluster {Cluster} is not in sync yet: {Undone} objects are not. It is applied again.")]
    private static partial void LogIncomplete(ILogger logger, string cluster, int undone);

    [LoggerMessage(11, LogLevel.Warning, "The run in cluster {Cluster} was cancelled: "
        + "{Undone} objects are not in sync or not known to be.")]
    private static partial void LogCancelled(ILogger logger, string cluster, int undone);

    [LoggerMessage(12, LogLevel.Warning, "Cluster {Cluster} has drifted: {Objects} objects are not as they were left.")]
    private static partial void LogDrifted(ILogger logger, string cluster, int objects);

    [LoggerMessage(13, LogLevel.Warning, "Cluster {Cluster} could not be looked at for drift.")]
    private static partial void LogNotChecked(ILogger logger, string cluster);

    [LoggerMessage(14, LogLevel.Error, "{Finding}")]
    private static partial void LogError(ILogger logger, Diagnostic finding);
}
