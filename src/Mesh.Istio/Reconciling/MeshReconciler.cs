using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Reconciling.Election;
using Mesh.Istio.Telemetry;
using Mesh.Kubernetes.Connections;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mesh.Istio.Reconciling;

/// <summary>
/// Keeps clusters in the state that a model describes: it follows clusters and model, generates after every burst of changes, and applies
/// to the clusters whose desired state changed. Where it did not, nothing is asked or written, except that drift is looked for now and
/// then.
/// </summary>
/// <remarks>
/// <para>Nothing has to be stored: a process that was killed is replaced by one that reads, compares and does the rest.</para>
/// <para>Safe for concurrent use; it runs once at a time.</para>
/// </remarks>
public sealed class MeshReconciler
{
    private readonly ClusterConnection[] _connections;
    private readonly IModelSource _models;
    private readonly ReconcilerOptions _options;
    private readonly ReconcilerServices _tools;
    private readonly StatusPublisher _board;
    private readonly LeaderElector? _elector;
    private LeaseView _lease = new("", false, null);
    private int _isRunning;

    /// <summary>Makes a reconciler.</summary>
    /// <param name="connections">One connection for each cluster. The caller disposes of them, after the reconciler has ended.</param>
    /// <param name="models">Where the model comes from.</param>
    /// <param name="options">How; the defaults when <see langword="null"/>.</param>
    /// <param name="logger">Logs what happens; nothing when <see langword="null"/>.</param>
    /// <param name="telemetry">Spans and metrics; none when <see langword="null"/>. The caller disposes of it.</param>
    /// <exception cref="ArgumentException">
    /// There is no connection, two lead to clusters of the same name, none leads to the cluster of the Lease, or an option is out of range.
    /// </exception>
    public MeshReconciler(
        IEnumerable<ClusterConnection> connections, IModelSource models, ReconcilerOptions? options = null,
        ILogger<MeshReconciler>? logger = null, MeshTelemetry? telemetry = null)
    {
        ArgumentNullException.ThrowIfNull(connections);
        ArgumentNullException.ThrowIfNull(models);
        _connections = [.. connections.OrderBy(connection => connection.Cluster, StringComparer.Ordinal)];
        if (_connections.Length == 0)
        {
            throw new ArgumentException("There is no connection to any cluster.", nameof(connections));
        }

        _models = models;
        _options = (options ?? new ReconcilerOptions()).WithCommonNames();
        _options.Check();
        _tools = new ReconcilerServices(
            _connections, _options, new ReconcilerLog(logger ?? NullLogger<MeshReconciler>.Instance), telemetry);
        _board = new StatusPublisher(_options.TimeProvider);
        _elector = _options.Election is { } election ? new LeaderElector(ConnectionOf(election), election, _options.TimeProvider, Report)
            : null;
        Identity = _elector?.Identity ?? Environment.MachineName;
    }

    /// <summary>The name of this replica in the Lease.</summary>
    public string Identity { get; }

    /// <summary>The state at the moment.</summary>
    public ReconcilerStatus Status => _board.Current;

    /// <summary>
    /// How long something has been wrong: <see cref="ReconcilerStatus.TroubledSince"/> is told by a clock that may be set.
    /// </summary>
    internal TimeSpan TroubledFor => _board.TroubledFor;

    /// <summary>Waits for a status. One that passes quickly can be missed.</summary>
    /// <param name="condition">What is waited for; may be asked several times.</param>
    /// <param name="cancellationToken">Ends waiting with an OperationCanceledException.</param>
    /// <returns>The first status seen that meets the condition, perhaps the present one.</returns>
    public Task<ReconcilerStatus> WaitForAsync(Func<ReconcilerStatus, bool> condition, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return _board.WaitForAsync(condition, cancellationToken);
    }

    /// <summary>Reconciles until it is cancelled. Then what is under way is ended, the Lease given back, and it returns normally.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A task that ends when nothing is under way any more. It fails with what the source of models throws.</returns>
    /// <exception cref="InvalidOperationException">It runs already.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _isRunning, 1) != 0)
        {
            throw new InvalidOperationException("The reconciler runs already.");
        }

        InputChannel facts = new InputChannel();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _tools.Log.Started(Identity, _connections.Length);
        _board.Update(_ => new ReconcilerStatus { State = _elector is null ? ReconcilerState.Leading : ReconcilerState.Standby });
        _tools.Telemetry?.Leads(_elector is null);
        try
        {
            Task[] all =
            [
                EndAllAsync(FollowClustersAsync(facts, ending.Token), ending),
                EndAllAsync(FollowModelAsync(facts, ending.Token), ending),
                EndAllAsync(WorkAsync(facts, ending.Token), ending),
            ];
            await Task.WhenAll(all).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        finally
        {
            _tools.Telemetry?.Leads(false);
            _tools.Log.Stopped();
            _board.Update(status => status with { State = ReconcilerState.Stopped, IsSettled = false });
            Volatile.Write(ref _isRunning, 0);
        }
    }

    private Task WorkAsync(InputChannel facts, CancellationToken cancellationToken)
    {
        return _elector is null ? LeadAsync(cancellationToken) : _elector.RunAsync(LeadAsync, cancellationToken);

        Task LeadAsync(CancellationToken term) => new ReconcileLoop(_tools, facts, _board).RunAsync(term);
    }

    private async Task FollowClustersAsync(InputChannel facts, CancellationToken cancellationToken)
    {
        await foreach (Inventory inventory in Inventory.WatchAsync(_connections, _options.Inventory, cancellationToken)
            .ConfigureAwait(false))
        {
            facts.Put(inventory);
        }
    }

    private async Task FollowModelAsync(InputChannel facts, CancellationToken cancellationToken)
    {
        await foreach (ModelReadResult model in _models.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            facts.Put(model);
        }
    }

    // When one part fails, the others must not run without it.
    private static async Task EndAllAsync(Task part, CancellationTokenSource ending)
    {
        try
        {
            await part.ConfigureAwait(false);
        }
        catch
        {
            await ending.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void Report(LeaseView view)
    {
        _tools.Log.Lease(_lease, view, Identity);
        if (view.IsOurs != _lease.IsOurs)
        {
            _tools.Telemetry?.Leads(view.IsOurs);
        }

        _lease = view;
        _board.Update(
            status => (view.IsOurs ? status
                : status with { Clusters = default, IsHeld = false, HeldWorkspaces = default, IsSettled = false }) with
            {
                State = view.IsOurs ? ReconcilerState.Leading : ReconcilerState.Standby,
                Leader = view.Holder,
                Diagnostics = new DiagnosticList(
            [
                .. view.IsOurs ? status.Diagnostics.Where(finding => finding.Code != ReconcilerDiagnostics.LeaseFailed.Code) : [],
                .. view.Failure is { } failure ? [OfLease(failure)] : Array.Empty<Diagnostic>(),
            ]),
            });
    }

    private Diagnostic OfLease(ClusterRequestFailure failure) => ReconcilerDiagnostics.LeaseFailed.At(
        $"{ConnectionOf(_options.Election!).Cluster} Lease {_options.Election!.Namespace}/{_options.Election.Name}",
        failure.Message,
        failure.Kind switch
        {
            ClusterFailureKind.NotFound => "Create its namespace; nothing is written before there is a leader.",
            ClusterFailureKind.Forbidden => "Grant the rights that LeaseAccess.ToYaml() writes.",
            _ => "See that the cluster of the Lease is reachable; it is tried again.",
        });

    private ClusterConnection ConnectionOf(LeaderElectionOptions election) =>
        _connections.FirstOrDefault(connection => connection.Cluster == (election.Cluster ?? _connections[0].Cluster))
        ?? throw new ArgumentException($"No connection leads to the cluster '{election.Cluster}' of the Lease.", nameof(election));
}
