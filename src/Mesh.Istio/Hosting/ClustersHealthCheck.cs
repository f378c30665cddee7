using Mesh.Istio.Apply.Api;
using Mesh.Kubernetes.Connections;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mesh.Istio.Hosting;

/// <summary>Whether every configured cluster answers.</summary>
internal sealed class ClustersHealthCheck(MeshClusters clusters) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        (string Cluster, ClusterRequestFailure? Failure)[] answers = await Task.WhenAll(clusters.Select(
            async connection => (connection.Cluster, await ClusterProbe.ProbeAsync(connection, cancellationToken).ConfigureAwait(false)))).ConfigureAwait(false);
        string[] silent = [.. answers.Where(answer => answer.Failure is not null).Select(answer => $"{answer.Cluster}: {answer.Failure!.Message}")];
        return silent.Length == 0
            ? HealthCheckResult.Healthy($"{answers.Length} clusters answer.")
            : new HealthCheckResult(context.Registration.FailureStatus, $"Clusters do not answer: {string.Join("; ", silent)}");
    }
}
