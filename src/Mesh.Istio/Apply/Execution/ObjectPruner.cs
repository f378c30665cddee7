using System.Text.Json;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Apply.Planning;

namespace Mesh.Istio.Apply.Execution;

/// <summary>Deletes one member of the set, if it still is one.</summary>
internal sealed class ObjectPruner(ClusterApi api, string setId, ApplyOptions options)
{
    private const int MostAttempts = 8;

    public async Task<ObjectOutcome> DeleteAsync(LiveObject live, CancellationToken cancellationToken)
    {
        for (int tries = 0; ; tries++)
        {
            ApiResponse response = await api.DeleteAsync(live, cancellationToken).ConfigureAwait(false);
            switch (response.Kind)
            {
                case ResponseKind.Ok or ResponseKind.Created:
                    // A Status says that the object is gone; the object itself that it is waiting.
                    return response.IsBeingDeleted
                        ? new(ApplyOutcome.Deleting, "Its deletion was accepted; a finalizer holds it.", Finding.BeingDeleted)
                        : Deleted;
                case ResponseKind.NotFound or ResponseKind.NamespaceMissing or ResponseKind.NotServed:
                    return Deleted;
                case ResponseKind.Forbidden:
                    return new(ApplyOutcome.Forbidden, response.Message, Finding.Forbidden);
                case ResponseKind.Stale when tries < MostAttempts:
                    // It changed since it was read: perhaps its status, perhaps its owner.
                    await api.WaitAsync(tries, cancellationToken).ConfigureAwait(false);
                    break;
                case ResponseKind.Unconfirmed when tries < 1:
                    break;
                case ResponseKind.Unconfirmed:
                    return new(ApplyOutcome.Unknown, response.Message, Finding.Failed.For(response));
                default:
                    return new(ApplyOutcome.Failed, response.Message, Finding.Failed.For(response));
            }

            ApiResponse found = await api.GetAsync(live.Key, cancellationToken).ConfigureAwait(false);
            if (found.Kind == ResponseKind.NotFound)
            {
                return Deleted;
            }

            if (!found.IsSuccess)
            {
                return new(ApplyOutcome.Unknown, found.Message, Finding.Failed.For(found));
            }

            JsonElement metadata = found.Body.GetProperty("metadata");
            if (LiveObject.Label(metadata, ApplySetNames.PartOf) != setId
                || !(options.ForceConflicts || FieldOwnership.IsManagedBy(found.Body, options.FieldManager)))
            {
                return new(ApplyOutcome.Kept, "It left the set meanwhile and is somebody else's.", Finding.None);
            }

            live = live with { Uid = LiveObject.Text(metadata, "uid"), ResourceVersion = LiveObject.Text(metadata, "resourceVersion") };
        }
    }

    private static ObjectOutcome Deleted { get; } = new(ApplyOutcome.Deleted, "", Finding.None);
}
