using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Requests;
using Mesh.ApiServerDouble.Resources;
using Mesh.ApiServerDouble.Storage;

namespace Mesh.ApiServerDouble.Watching;

/// <summary>The body of one watch: a JSON document per event.</summary>
internal sealed class WatchStream(ServerState state, ResourceType type, Representation form, string version)
{
    public required long From { get; init; }

    public required bool Lists { get; init; }

    public required bool EndsInitialEvents { get; init; }

    public required bool Bookmarks { get; init; }

    public required TimeSpan? Timeout { get; init; }

    public required Predicate<StoredObject> Selects { get; init; }

    public async Task RunAsync(Stream output, CancellationToken cancellationToken)
    {
        ResourceStore store = state.Store.For(type.Qualified);
        long seen = From;
        if (Lists)
        {
            StoredObject[] existing;
            lock (state.Store.Gate)
            {
                seen = state.Store.Revision;
                existing = [.. store.Current.Values.Where(stored => Selects(stored))];
            }

            foreach (StoredObject stored in existing)
            {
                await SendAsync(output, "ADDED", form.Shape(stored.Content), cancellationToken).ConfigureAwait(false);
            }

            if (EndsInitialEvents)
            {
                await BookmarkAsync(output, seen, initialEnd: true, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (From < state.Store.Compacted)
        {
            ApiException gone = new(410, "Expired", string.Create(CultureInfo.InvariantCulture,
                $"too old resource version: {From} ({state.Store.Compacted})"));
            await SendAsync(output, "ERROR", gone.Body(), cancellationToken).ConfigureAwait(false);
            return;
        }

        await FollowAsync(store, seen, output, cancellationToken).ConfigureAwait(false);
    }

    private async Task FollowAsync(ResourceStore store, long seen, Stream output, CancellationToken cancellationToken)
    {
        Task timeout = Timeout is { } limit
            ? Task.Delay(limit, state.Time, cancellationToken)
            : Task.Delay(System.Threading.Timeout.Infinite, cancellationToken);
        DateTimeOffset end = Timeout is { } length ? state.Time.GetUtcNow() + length : DateTimeOffset.MaxValue;
        Task bookmark = NextBookmark(end, cancellationToken);
        while (true)
        {
            Task changed = state.Store.Changed;
            IReadOnlyList<StoredEvent> events;
            bool lagged;
            lock (state.Store.Gate)
            {
                lagged = seen < store.Forgotten;
                events = store.EventsAfter(seen);
            }

            if (lagged)
            {
                ApiException gone = new(
                    410, "Expired", string.Create(CultureInfo.InvariantCulture, $"too old resource version: {seen} ({store.Forgotten})"));
                await SendAsync(output, "ERROR", gone.Body(), cancellationToken).ConfigureAwait(false);
                return;
            }

            foreach (StoredEvent change in events)
            {
                seen = change.Revision;
                await SendAsync(change, output, cancellationToken).ConfigureAwait(false);
            }

            await output.FlushAsync(cancellationToken).ConfigureAwait(false);
            Task first = await Task.WhenAny(changed, timeout, bookmark).ConfigureAwait(false);
            if (first == timeout)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return;
            }

            if (first == bookmark)
            {
                await BookmarkAsync(output, state.Store.Revision, initialEnd: false, cancellationToken).ConfigureAwait(false);
                bookmark = NextBookmark(end, cancellationToken);
            }
        }
    }

    /// <summary>One in every interval; two more, two seconds and one second before the end of a watch of more than three seconds.</summary>
    private Task NextBookmark(DateTimeOffset end, CancellationToken cancellationToken)
    {
        TimeSpan left = end - state.Time.GetUtcNow();
        TimeSpan wait = state.Options.BookmarkInterval;
        if (Timeout > TimeSpan.FromSeconds(3) && left > TimeSpan.FromSeconds(1))
        {
            TimeSpan beforeEnd = left - TimeSpan.FromSeconds(left > TimeSpan.FromSeconds(2) ? 2 : 1);
            wait = beforeEnd < wait ? beforeEnd : wait;
        }

        return Task.Delay(Bookmarks ? wait : System.Threading.Timeout.InfiniteTimeSpan, state.Time, cancellationToken);
    }

    /// <summary>Entering a selector is ADDED, leaving it DELETED, whatever happened to the object.</summary>
    private async Task SendAsync(StoredEvent change, Stream output, CancellationToken cancellationToken)
    {
        bool was = change.Before is not null && Selects(change.Before);
        bool isNow = change.After is not null && Selects(change.After);
        string? kind = (was, isNow) switch
        {
            (false, true) => "ADDED",
            (true, true) => "MODIFIED",
            (true, false) => "DELETED",
            _ => null,
        };
        if (kind is null)
        {
            return;
        }

        JsonObject content = change.Last.Content;
        if (kind == "DELETED" && change.After is not null)
        {
            // The last state that the selector saw, with the revision of the change.
            content = change.Before!.Content.Copy();
            content.Ensure("metadata")["resourceVersion"] = change.Revision.ToString(CultureInfo.InvariantCulture);
        }

        await SendAsync(output, kind, form.Shape(content), cancellationToken).ConfigureAwait(false);
    }

    private Task BookmarkAsync(Stream output, long revision, bool initialEnd, CancellationToken cancellationToken)
    {
        JsonObject metadata = new() { ["resourceVersion"] = revision.ToString(CultureInfo.InvariantCulture) };
        if (initialEnd)
        {
            metadata["annotations"] = new JsonObject { ["k8s.io/initial-events-end"] = "true" };
        }

        JsonObject content = new() { ["apiVersion"] = type.ApiVersion(version), ["kind"] = type.Kind, ["metadata"] = metadata };
        if (type.IsBuiltIn)
        {
            metadata["creationTimestamp"] = null;
        }

        return SendAsync(output, "BOOKMARK", content, cancellationToken);
    }

    private static async Task SendAsync(Stream output, string kind, JsonObject content, CancellationToken cancellationToken)
    {
        byte[] line = [.. JsonValues.ToUtf8(new JsonObject { ["type"] = kind, ["object"] = content }), (byte)'\n'];
        await output.WriteAsync(line, cancellationToken).ConfigureAwait(false);
        await output.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
