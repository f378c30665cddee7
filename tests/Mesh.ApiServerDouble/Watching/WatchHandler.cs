using System.Globalization;
using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Requests;
using Mesh.ApiServerDouble.Resources;
using Mesh.ApiServerDouble.Validation;

namespace Mesh.ApiServerDouble.Watching;

/// <summary>
/// Watches: from a revision, from now with what exists, or as a streamed list; bookmarks; the ERROR event of a version that is gone.
/// </summary>
internal sealed class WatchHandler(ServerState state)
{
    public Answer Watch(ApiRequest request, Route route, ResourceType type)
    {
        Representation form = new(request, type, route.Version);
        Predicate<JsonObject> labels = Selectors.Labels(request.Parameter("labelSelector"));
        Predicate<JsonObject> fields = Selectors.Fields(request.Parameter("fieldSelector"), type);
        string version = request.Parameter("resourceVersion");
        long from = 0;
        if (version.Length > 0 && !long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out from))
        {
            throw ApiException.Internal(
                $"resourceVersion: Invalid value: \"{version}\": strconv.ParseUint: parsing \"{version}\": invalid syntax");
        }

        bool initial = request.Flag("sendInitialEvents");
        if (initial && request.Parameter("resourceVersionMatch") != "NotOlderThan")
        {
            throw ApiException.InvalidOptions("ListOptions",
                Cause.Forbidden("resourceVersionMatch", "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"));
        }

        TimeSpan? timeout = int.TryParse(request.Parameter("timeoutSeconds"), CultureInfo.InvariantCulture, out int seconds) && seconds > 0
            ? TimeSpan.FromSeconds(seconds)
            : null;
        string only = route.Name.Length > 0 ? route.Name : "";
        WatchStream stream = new(state, type, form, route.Version)
        {
            From = from,
            Lists = from == 0 || initial,
            EndsInitialEvents = initial,
            Bookmarks = request.Flag("allowWatchBookmarks"),
            Timeout = timeout,
            Selects = stored =>
                (route.Namespace.Length == 0 || stored.Namespace == route.Namespace) && (only.Length == 0 || stored.Name == only)
                && labels(stored.Content) && fields(stored.Content),
        };
        return new(200, form.ContentType, []) { Stream = stream.RunAsync };
    }
}
