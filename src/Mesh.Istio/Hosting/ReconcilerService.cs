using Mesh.Istio.Reconciling;
using Microsoft.Extensions.Hosting;

namespace Mesh.Istio.Hosting;

/// <summary>Runs the reconciler as long as the host runs.</summary>
internal sealed class ReconcilerService(MeshReconciler reconciler) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => reconciler.RunAsync(stoppingToken);
}
