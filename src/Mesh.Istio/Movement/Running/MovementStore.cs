using System.Globalization;
using System.Text;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Reconciling.Election;
using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Movement.Running;

/// <summary>
/// The ConfigMap that says where a movement is. Every write names the version that it goes out from: who did not see the last one does not
/// write.
/// </summary>
internal sealed class MovementStore(ClusterConnection connection, MovementRunnerOptions options, string writer)
{
    private readonly LeaderElectionOptions _place = options.Election;
    private readonly ConfigMapClient<(MovementRecord? Record, string Version)> _client = new(
        connection, options.Election.Namespace, options.Election.Name, options.Apply.FieldManager, MovementRecord.Read);

    private string _version = "";
    private int _writes;

    /// <exception cref="MovementStoppedException">It cannot be read.</exception>
    public async Task<MovementRecord?> ReadAsync(CancellationToken cancellationToken)
    {
        var patience = new Patience(options);
        while (true)
        {
            ClusterResult<(MovementRecord? Record, string Version)> result = await _client.GetAsync(cancellationToken)
                .ConfigureAwait(false);
            if (result.TryGet(out (MovementRecord? Record, string Version) found, out ClusterRequestFailure? failure))
            {
                _version = found.Version;
                return found.Record;
            }

            if (failure.Kind == ClusterFailureKind.NotFound)
            {
                _version = "";
                return null;
            }

            await WaitAsync(patience, failure, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes; false when somebody else wrote since it was last read.</summary>
    /// <exception cref="MovementStoppedException">It cannot be written.</exception>
    public async Task<bool> WriteAsync(MovementRecord record, CancellationToken cancellationToken)
    {
        record = record with { Writer = string.Create(CultureInfo.InvariantCulture, $"{writer} {++_writes}") };
        var patience = new Patience(options);
        while (true)
        {
            ClusterResult<(MovementRecord? Record, string Version)> result = await SendAsync(record, cancellationToken)
                .ConfigureAwait(false);
            if (result.TryGet(out (MovementRecord? Record, string Version) written, out ClusterRequestFailure? failure))
            {
                _version = written.Version;
                return true;
            }

            if (failure.Kind == ClusterFailureKind.Conflict)
            {
                // Perhaps with ourselves: the answer to the write was lost.
                return (await ReadAsync(cancellationToken).ConfigureAwait(false))?.Writer == record.Writer;
            }

            await WaitAsync(patience, failure, cancellationToken).ConfigureAwait(false);
        }
    }

    // An apply would take over what somebody made in between; only a create says that there is something.
    private Task<ClusterResult<(MovementRecord? Record, string Version)>> SendAsync(
        MovementRecord record, CancellationToken cancellationToken)
    {
        byte[] body = Encoding.UTF8.GetBytes(record.ToJson(_place.Namespace, _place.Name, _version));
        return _version.Length == 0 ? _client.CreateAsync(body, cancellationToken) : _client.ApplyAsync(body, cancellationToken);
    }

    private async Task WaitAsync(Patience patience, ClusterRequestFailure failure, CancellationToken cancellationToken)
    {
        bool mayPass = failure.Kind is not (ClusterFailureKind.Forbidden or ClusterFailureKind.NotFound or ClusterFailureKind.Invalid
            or ClusterFailureKind.Denied);
        if (!mayPass || !await patience.WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            throw new MovementStoppedException(MovementDiagnostics.PlaceUnwritten.At(
                $"{connection.Cluster} ConfigMap {_place.Namespace}/{_place.Name}", failure.Message,
                failure.Kind switch
                {
                    ClusterFailureKind.NotFound => "Create its namespace; nothing is moved before it can be written.",
                    ClusterFailureKind.Forbidden => "Grant the rights that MovementAccess.ToYaml() writes.",
                    _ => "See that its cluster is reachable, then run the same plan again: it goes on where it is.",
                }));
        }
    }
}
