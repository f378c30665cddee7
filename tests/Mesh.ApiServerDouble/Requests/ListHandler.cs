using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Resources;
using Mesh.ApiServerDouble.Storage;
using Mesh.ApiServerDouble.Validation;

namespace Mesh.ApiServerDouble.Requests;

/// <summary>Lists: selectors, pages of one snapshot, the meanings of resourceVersion.</summary>
internal sealed class ListHandler(ServerState state)
{
    public Answer List(ApiRequest request, Route route, ResourceType type)
    {
        Representation form = new(request, type, route.Version);
        Predicate<JsonObject> labels = Selectors.Labels(request.Parameter("labelSelector"));
        Predicate<JsonObject> fields = Selectors.Fields(request.Parameter("fieldSelector"), type);
        bool selects = request.Parameter("labelSelector").Length > 0 || request.Parameter("fieldSelector").Length > 0;
        string version = request.Parameter("resourceVersion");
        string continuation = request.Parameter("continue");
        int limit = int.TryParse(request.Parameter("limit"), CultureInfo.InvariantCulture, out int given) && given > 0
            ? given
            : int.MaxValue;
        if (continuation.Length > 0 && version.Length > 0 && version != "0")
        {
            throw ApiException.BadRequest("specifying resource version is not allowed when using continue");
        }

        if (version == "0")
        {
            limit = int.MaxValue;
        }

        ContinueToken? token = continuation.Length > 0 ? ContinueToken.Parse(continuation) : null;
        (long revision, ImmutableSortedDictionary<string, StoredObject> objects) = Snapshot(request, type, token, Wanted(version));
        string prefix = route.Namespace.Length > 0 ? route.Namespace + "/" : "";
        string from = prefix + (token?.Start.TrimStart('/') ?? "");
        List<StoredObject> page = [];
        long remaining = 0;
        foreach ((string key, StoredObject stored) in objects)
        {
            if ((prefix.Length > 0 && !key.StartsWith(prefix, StringComparison.Ordinal)) || string.CompareOrdinal(key, from) < 0
                || !labels(stored.Content) || !fields(stored.Content))
            {
                continue;
            }

            if (page.Count < limit)
            {
                page.Add(stored);
            }
            else
            {
                remaining++;
            }
        }

        string next = remaining > 0 ? new ContinueToken(revision, "/" + page[^1].Key[prefix.Length..] + "\0").ToString() : "";
        return form.List(page, revision.ToString(CultureInfo.InvariantCulture), next, remaining > 0 && !selects ? remaining : null);
    }

    private static long Wanted(string version)
    {
        if (version.Length == 0)
        {
            return 0;
        }

        return long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out long wanted)
            ? wanted
            : throw ApiException.Invalid(
                "ListOptions.meta.k8s.io", "", [Cause.Invalid("resourceVersion", $"\"{version}\"", "must be a number")]);
    }

    private (long Revision, ImmutableSortedDictionary<string, StoredObject> Objects) Snapshot(
        ApiRequest request, ResourceType type, ContinueToken? token, long wanted)
    {
        lock (state.Store.Gate)
        {
            ResourceStore store = state.Store.For(type.Qualified);
            long current = state.Store.Revision;
            bool exact = request.Parameter("resourceVersionMatch") == "Exact" && wanted > 0;
            if (token is { Revision: > 0 } && token.Revision < state.Store.Compacted)
            {
                throw new ApiException(
                    410, "Expired",
                    "The provided continue parameter is too old to display a consistent list result. You can start a new list "










                    + "without the continue parameter, or use the continue token in this response to retrieve the remainder of the "
                        + "results. Continuing with the "
                    + "provided token results in an inconsistent list - objects that were created, modified, or deleted between the time "
                        + "the first chunk was "
                    + "returned and now may show up in the list.")
                {
                    Metadata = new() { ["continue"] = new ContinueToken(-1, token.Start.TrimStart('/')).ToString() },
                };
            }

            if (exact && wanted < state.Store.Compacted)
            {
                throw new ApiException(410, "Expired", "The resourceVersion for the provided list is too old.");
            }

            if (wanted > current)
            {
                JsonObject details = new()
                {
                    ["causes"] = new JsonArray(
                        new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
                    ["retryAfterSeconds"] = 1L,
                };
                throw new ApiException(504, "Timeout", string.Create(CultureInfo.InvariantCulture,
                    $"Timeout: Too large resource version: {wanted}, current: {current}"), details)
                { RetryAfter = 1 };
            }

            long revision = token is { Revision: > 0 } ? token.Revision : exact ? wanted : current;
            return (revision, revision == current ? store.Current : store.At(revision));
        }
    }
}
