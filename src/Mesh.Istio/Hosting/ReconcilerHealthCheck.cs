using Mesh.Diagnostics;
using Mesh.Istio.Reconciling;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Mesh.Istio.Hosting;

/// <summary>Whether the reconciler does what it should. A replica on standby is well; so is an application without reconciler.</summary>
internal sealed class ReconcilerHealthCheck(IOptions<MeshOptions> options, MeshReconciler? reconciler = null) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(
            reconciler is null ? HealthCheckResult.Healthy("There is no reconciler.")
                : Judge(reconciler.Status, reconciler.TroubledFor, context.Registration.FailureStatus));

    private HealthCheckResult Judge(ReconcilerStatus status, TimeSpan troubled, HealthStatus failure) => status switch
    {
        { State: ReconcilerState.Stopped } => new HealthCheckResult(failure, "The reconciler does not run."),
        { TroubledSince: { } since } => new HealthCheckResult(
            troubled >= options.Value.UnhealthyAfter ? failure : HealthStatus.Degraded,
            $"Not in sync since {since:u}. {string.Join(" ", Reasons(status))}".TrimEnd()),
        { State: ReconcilerState.Standby } => HealthCheckResult.Healthy($"On standby; '{status.Leader}' leads."),
        _ => HealthCheckResult.Healthy($"{status.Clusters.Count} clusters are in sync."),
    };

    // The reconciler's own findings say what follows, the others why.
    private static IEnumerable<string> Reasons(ReconcilerStatus status)
    {
        ILookup<bool, Diagnostic> found = status.Diagnostics.Errors.ToLookup(
            finding => ReconcilerDiagnostics.All.Any(own => own.Code == finding.Code));
        return found[true].Concat(found[false])
            .Concat(status.Clusters.SelectMany(cluster => cluster.LastResult?.Diagnostics.Errors ?? []))
            .Concat(status.Clusters.SelectMany(cluster => cluster.Drift))
            .Take(5)
            .Select(finding => $"{finding.Code} {finding.Path}: {finding.Message}");
    }
}
