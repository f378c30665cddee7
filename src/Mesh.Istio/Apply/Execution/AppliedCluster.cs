using Mesh.Istio.Apply.Rounds;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Execution;

/// <summary>A cluster that is being applied to, round by round.</summary>
/// <param name="desired">What it is to have.</param>
/// <param name="run">The run; null without a connection.</param>
/// <param name="begin">Begins to record it.</param>
internal sealed class AppliedCluster(ClusterResources desired, ClusterRun? run, Func<RunTelemetry> begin)
{
    private RunTelemetry? _telemetry;

    public string Name => desired.Cluster;

    public ClusterResources Desired => desired;

    public ClusterRun? Run => run;

    /// <summary>What it has of Mesh's, as far as it differs and rounds depend on it.</summary>
    public ValueList<IstioObject> Live { get; private set; }

    /// <summary>Whether the last round was made here, and all of it is in sync.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Why nothing was tried; null when something was.</summary>
    public string? Refusal { get; private set; }

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        if (run is not null)
        {
            Enter();
            Live = await run.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task RunAsync(ApplyRound round, CancellationToken cancellationToken)
    {
        if (run is null)
        {
            return;
        }

        Enter();
        ClusterResources resources = round.Clusters.First(cluster => cluster.Cluster == Name);
        IsDone = await run.RunAsync(round, resources, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Its stage is not applied. What earlier rounds did stays told.</summary>
    public void Refuse(string reason)
    {
        IsDone = false;
        Refusal = reason;
    }

    public void End()
    {
        _telemetry?.End(run!.Result);
        _telemetry?.Dispose();
    }

    private void Enter() => (_telemetry ??= begin()).Enter();
}
