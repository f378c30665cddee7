using Mesh.Diagnostics;
using Mesh.Istio.Movement.Running;
using Mesh.Istio.Reconciling;
using Mesh.Istio.Reconciling.Election;
using Mesh.Istio.Telemetry;
using Mesh.Kubernetes.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Istio.Movement;

/// <summary>
/// Carries out a plan step by step: gates, apply, watching, gates. Where it is stands in a ConfigMap, so another process goes on after a
/// crash. When a step cannot be carried out, or a gate does not open or does not answer, everything goes back.
/// </summary>
/// <remarks>
/// <para>Of several runners one works, the others wait by the same Lease and go on where it stops; what it ended is their result.</para>
/// <para>A reconciler that has another model writes that model back: it has to be stopped, or given the model of each step.</para>
/// <para>Safe for concurrent use; it runs once at a time.</para>
/// </remarks>
public sealed class MovementRunner
{
    private readonly MovementRunnerOptions _options;
    private readonly ClusterConnection[] _connections;
    private readonly MovementRunParts _parts;
    private readonly MovementLog _log;
    private readonly StatusBoard<MovementRunStatus> _board = new(new MovementRunStatus());
    private int _isRunning;
    private volatile bool _sawAnother;

    /// <summary>Makes a runner.</summary>
    /// <param name="connections">One connection for each cluster. The caller disposes of them, after the run has ended.</param>
    /// <param name="options">How; the defaults when <see langword="null"/>.</param>
    /// <param name="logger">Logs what happens; nothing when <see langword="null"/>.</param>
    /// <param name="telemetry">Spans and metrics; none when <see langword="null"/>. The caller disposes of it.</param>
    /// <exception cref="ArgumentException">
    /// There is no connection, two lead to clusters of the same name, none leads to the cluster of the Lease, or an option is out of range.
    /// </exception>
    public MovementRunner(
        IEnumerable<ClusterConnection> connections, MovementRunnerOptions? options = null, ILogger<MovementRunner>? logger = null,
        MeshTelemetry? telemetry = null)
    {
        ArgumentNullException.ThrowIfNull(connections);
        _connections = [.. connections.OrderBy(connection => connection.Cluster, StringComparer.Ordinal)];
        _options = options ?? new MovementRunnerOptions();
        _options.Check();
        _log = new MovementLog(logger ?? NullLogger<MovementRunner>.Instance);
        _parts = new MovementRunParts(_connections, _options, _log, telemetry);
        _ = Home();
    }

    /// <summary>Where the movement is.</summary>
    public MovementRunStatus Status => _board.Current;

    /// <summary>Waits for a status. One that passes quickly can be missed.</summary>
    /// <param name="condition">What is waited for; may be asked several times.</param>
    /// <param name="cancellationToken">Ends waiting with an OperationCanceledException.</param>
    /// <returns>The first status seen that meets the condition, perhaps the present one.</returns>
    public Task<MovementRunStatus> WaitForAsync(Func<MovementRunStatus, bool> condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return _board.WaitForAsync(condition, cancellationToken);
    }

    /// <summary>
    /// Carries out a plan, or goes on with it: the same plan, or one made again for the same model, goes on where the last run stopped.
    /// </summary>
    /// <param name="plan">The plan.</param>
    /// <param name="cancellationToken">Ends the run where it is; it returns normally, and another run goes on.</param>
    /// <returns>How it ended. Only <see cref="MovementRunState.Done"/> says that traffic was moved.</returns>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    public async Task<MovementRunStatus> RunAsync(MovementPlan plan, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (Interlocked.Exchange(ref _isRunning, 1) != 0)
        {
            throw new InvalidOperationException("The runner runs already.");
        }

        try
        {
            MovementRunStatus result = Refusal(plan) is { } refusal
                ? new() { State = MovementRunState.Refused, Plan = MovementText.Title(plan), Diagnostics = new DiagnosticList([refusal]) }
                : await RunAsElectedAsync(plan, cancellationToken).ConfigureAwait(false);
            _board.Update(_ => result);
            _log.Ended(result);
            return result;
        }
        finally
        {
            Volatile.Write(ref _isRunning, 0);
        }
    }

    private async Task<MovementRunStatus> RunAsElectedAsync(MovementPlan plan, CancellationToken cancellationToken)
    {
        _sawAnother = false;
        MovementRunStatus? result = null;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        LeaderElector? elector = null;
        elector = new LeaderElector(Home(), _options.Election, _options.TimeProvider, view => Report(view, elector?.Identity));
        _board.Update(_ => new MovementRunStatus { State = MovementRunState.Standby, Plan = MovementText.Title(plan) });
        try
        {
            await elector.RunAsync(LeadAsync, ended.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
        }

        return result ?? _board.Current with { State = MovementRunState.Interrupted };

        async Task LeadAsync(CancellationToken term)
        {
            _log.Begins(MovementText.Title(plan), elector.Identity);
            var store = new MovementStore(Home(), _options, elector.Identity);
            result = await new MovementRun(plan, store, _parts, _board).RunAsync(_sawAnother, term).ConfigureAwait(false);
            await ended.CancelAsync().ConfigureAwait(false);
        }
    }

    private void Report(LeaseView view, string? identity)
    {
        if (view.Holder.Length > 0 && view.Holder != identity)
        {
            if (!_sawAnother)
            {
                _log.Waits(view.Holder);
            }

            _sawAnother = true;
        }

        _board.Update(status => status with
        {
            Runner = view.Holder,
            State = view.IsOurs || status.State == MovementRunState.Stopped ? status.State : MovementRunState.Standby,
        });
    }

    private Diagnostic? Refusal(MovementPlan plan)
    {
        string title = MovementText.Title(plan);
        return !plan.IsFeasible
            ? MovementDiagnostics.NotCarriedOut.At(title, "The plan is refused.", "See its findings, and plan again.")
            : plan.Before is null || plan.Steps.IsEmpty || plan.Steps.Any(step => step.Resources is null || step.Model is null)
                ? MovementDiagnostics.NotCarriedOut.At(title, "The plan has no resources.", "Make it from the model; JSON holds none.")
            : _options.Outside is null && _options.After.IsEmpty
                && plan.Steps.FirstOrDefault(step => step.Action == MovementAction.Users) is { } users
                ? MovementDiagnostics.NotCarriedOut.At(
                    title, FormattableString.Invariant($"Nobody carries out step {users.Number}: {users.Title}."),
                    "Say who points users elsewhere (Outside), or who says that it was done (After).")
            : null;
    }

    private ClusterConnection Home() => _connections.FirstOrDefault(
        connection => connection.Cluster == (_options.Election.Cluster ?? _connections[0].Cluster))
        ?? throw new ArgumentException(
            $"No connection leads to the cluster of the Lease{(_options.Election.Cluster is { } name ? $", '{name}'" : "")}.",
            "connections");
}
