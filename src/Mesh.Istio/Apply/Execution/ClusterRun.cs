using Mesh.Istio.Apply.Adoption;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Apply.Rounds;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Execution;

/// <summary>
/// Applies to one cluster, round by round: namespaces, the set's parent, the other kinds in apply order, then the deletions in the reverse
/// order, then the parent again. What is written at any moment is safe to leave: a later run starts from the lists and does the rest.
/// </summary>
internal sealed class ClusterRun
{
    private readonly ClusterApi _api;
    private readonly ApplyOptions _options;
    private readonly RunScope _scope;
    private readonly RunReport _report;
    private readonly ClusterResources _resources;
    private readonly ClusterSelection? _selection;
    private (ValueList<DesiredObject> Desired, LiveState State)? _read;

    public ClusterRun(
        ClusterApi api, ApplyOptions options, RunScope scope, ClusterResources resources, IProgress<AppliedObject>? progress,
        ClusterSelection? selection = null)
    {
        _selection = selection;
        _api = api;
        _options = options;
        _scope = scope;
        _resources = resources;
        _report = new RunReport(api.Cluster, progress);
        foreach (DesiredObject one in DesiredObject.Of(resources, options.ApplySet))
        {
            _report.Expect(one.Key, ApplyOutcome.NotAttempted, "");
        }
    }

    /// <summary>What has happened so far.</summary>
    public ClusterResult Result => _report.ToResult();

    /// <summary>Reads the cluster.</summary>
    /// <returns>What it has of Mesh's, as far as it differs and rounds depend on it.</returns>
    public async Task<ValueList<IstioObject>> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            ValueList<DesiredObject> desired = DesiredObject.Of(_resources, _options.ApplySet);
            (ValueList<DesiredObject> Desired, LiveState State) read = await ReadAsync(_options, desired, cancellationToken)
                .ConfigureAwait(false);
            _read = read;
            return read.State.Moving();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The round says so.
            return [];
        }
    }

    /// <summary>Makes a round, and says whether all of it is in sync.</summary>
    public async Task<bool> RunAsync(ApplyRound round, ClusterResources resources, CancellationToken cancellationToken)
    {
        // What was read before the first round is what the last one of one is about.
        (ValueList<DesiredObject> Desired, LiveState State)? read = ReferenceEquals(resources, _resources) ? _read : null;
        _read = null;
        ValueList<DesiredObject> desired = read?.Desired ?? DesiredObject.Of(resources, _options.ApplySet);
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            ApplyOptions options = round.IsWhole ? _options : _options with { Prune = false };
            (desired, LiveState state) = read ?? await ReadAsync(options, desired, cancellationToken).ConfigureAwait(false);
            await new RoundRun(_api, options, _scope, _report, round.BeforeGateways).RunAsync(desired, state, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _report.Add(
                ApplyDiagnostics.Cancelled.At(
                    _api.Cluster, "The run was cancelled before everything was done.", "Run again; what was done stays."));
            return false;
        }

        return !_report.HasFailure(desired.Select(one => one.Key)) && !_report.HasErrors;
    }

    private async Task<(ValueList<DesiredObject> Desired, LiveState State)> ReadAsync(
        ApplyOptions options, ValueList<DesiredObject> desired, CancellationToken cancellationToken)
    {
        LiveState state = await new LiveReader(_api, options, keepContent: _scope.Adoption is not null, _selection)
            .ReadAsync(desired, cancellationToken).ConfigureAwait(false);
        return new FieldAdopter(_api.Cluster, options, _scope.Adoption).Adopt(desired, state);
    }

    /// <summary>A round is not made, because of another cluster.</summary>
    public void Stop(string reason) => _report.Add(
        ApplyDiagnostics.RoundNotApplied.At(
            _api.Cluster, reason, "Repair that cluster, then run again: the change goes on where it stopped."));
}
