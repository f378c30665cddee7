using System.Collections.Concurrent;
using Mesh.Istio.Reconciling;
using Mesh.Kubernetes.Connections;
using Microsoft.Extensions.Logging;

namespace Mesh.Istio.Tests.Reconciling;

/// <summary>What somebody reads who gave a wrong path: one error for each cluster, and one line that says what follows.</summary>
public sealed class OneCauseTests
{
    [Fact]
    public async Task A_wrong_kubeconfig_path_is_one_error_for_each_cluster_and_what_follows()
    {
        string path = Path.Combine(Path.GetTempPath(), "no-such-kubeconfig");
        var log = new ConcurrentQueue<(LogLevel Level, string Text)>();
        await using var replica = new Replica(
            [
                ClusterConnection.FromKubeconfig("aws", path),
                ClusterConnection.FromKubeconfig("gcp", path)], new FixedModel(ReconcileWorld.Model), ReconcileWorld.Options, new Log(log),
                    null);

        ReconcilerStatus status = await replica.UntilAsync(status => status.IsHeld);
        await replica.StopAsync();

        Assert.Equal(
            ["MI040", "MA020", "MI040"],
            status.Diagnostics.Errors.OrderBy(finding => finding.Path).ThenByDescending(finding => finding.Code)
                .Select(finding => finding.Code));
        Assert.Contains(
            "aws (MI040), gcp (MI040)", status.Diagnostics.Single(finding => finding.Code == "MA020").Message, StringComparison.Ordinal);
        Assert.DoesNotContain(status.Diagnostics, finding => finding.Help.Contains("out of", StringComparison.Ordinal));
        Assert.Equal(3, log.Count(line => line.Level == LogLevel.Error));
        Assert.Equal(
            2, log.Count(line => line.Level == LogLevel.Error && line.Text.Contains($"'{path}' does not exist", StringComparison.Ordinal)));
        Assert.DoesNotContain(log, line => line.Level == LogLevel.Warning);
    }

    private sealed class Log(ConcurrentQueue<(LogLevel Level, string Text)> lines) : ILogger<MeshReconciler>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue((logLevel, formatter(state, exception)));
    }
}
