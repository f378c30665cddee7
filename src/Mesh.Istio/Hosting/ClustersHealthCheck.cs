using Mesh.Istio.Apply.Api;
using Mesh.Kubernetes.Connections;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Mesh.Istio.Hosting;

/// <summary>Whether every configured cluster responds.</summary>
internal sealed class ClustersHealthCheck(MeshClusters clusters) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        (string Cluster, ClusterRequestFailure? Failure)[] responses = await Task.WhenAll(clusters.Select(
            async connection => (connection.Cluster, await ClusterProbe.ProbeAsync(connection, cancellationToken).ConfigureAwait(false))))
                .ConfigureAwait(false);
        string[] silent = [.. responses.Where(response => response.Failure is not null).Select(
            response => $"{response.Cluster}: {response.Failure!.Message}")];
        return silent.Length == 0
            ? HealthCheckResult.Healthy($"{responses.Length} clusters respond.")
            : new HealthCheckResult(context.Registration.FailureStatus, $"Clusters do not respond: {string.Join("; ", silent)}");
    }
}
