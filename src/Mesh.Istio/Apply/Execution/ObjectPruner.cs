using System.Text.Json;
using Mesh.Istio.Apply.Api;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Apply.Planning;

namespace Mesh.Istio.Apply.Execution;

/// <summary>Deletes one member of the set, if it still is one.</summary>
internal sealed class ObjectPruner(ClusterApi api, string setId)
{
    private const int MostTries = 8;

    public async Task<ObjectOutcome> DeleteAsync(LiveObject live, CancellationToken cancellation)
    {
        for (int tries = 0; ; tries++)
        {
            ApiAnswer answer = await api.DeleteAsync(live, cancellation).ConfigureAwait(false);
            switch (answer.Kind)
            {
                case AnswerKind.Ok or AnswerKind.Created:
                    // A Status says that the object is gone; the object itself that it is waiting.
                    return answer.IsBeingDeleted
                        ? new(ApplyOutcome.Deleting, "Its deletion was accepted; a finalizer holds it.", Finding.BeingDeleted)
                        : Deleted;
                case AnswerKind.NotFound or AnswerKind.NamespaceMissing or AnswerKind.NotServed:
                    return Deleted;
                case AnswerKind.Forbidden:
                    return new(ApplyOutcome.Forbidden, answer.Message, Finding.Forbidden);
                case AnswerKind.Stale when tries < MostTries:
                    // It changed since it was read: perhaps its status, perhaps its owner.
                    await api.WaitAsync(tries, cancellation).ConfigureAwait(false);
                    break;
                case AnswerKind.Unconfirmed when tries < 1:
                    break;
                case AnswerKind.Unconfirmed:
                    return new(ApplyOutcome.Unknown, answer.Message, Finding.Failed);
                default:
                    return new(ApplyOutcome.Failed, answer.Message, Finding.Failed);
            }

            ApiAnswer found = await api.GetAsync(live.Key, cancellation).ConfigureAwait(false);
            if (found.Kind == AnswerKind.NotFound)
            {
                return Deleted;
            }

            if (!found.IsSuccess)
            {
                return new(ApplyOutcome.Unknown, found.Message, Finding.Failed);
            }

            JsonElement metadata = found.Body.GetProperty("metadata");
            if (LiveObject.Label(metadata, ApplySetNames.PartOf) != setId)
            {
                return new(ApplyOutcome.Kept, "It left the set meanwhile and is somebody else's.", Finding.None);
            }

            live = live with { Uid = LiveObject.Text(metadata, "uid"), ResourceVersion = LiveObject.Text(metadata, "resourceVersion") };
        }
    }

    private static ObjectOutcome Deleted { get; } = new(ApplyOutcome.Deleted, "", Finding.None);
}
