using System.Globalization;

namespace Mesh.Kubernetes.Reading;

/// <summary>Paths and queries of lists and watches.</summary>
internal static class LivePaths
{
    /// <summary>A page of a list; a limit of 0 asks for everything at once.</summary>
    public static string List(LiveScope scope, int limit, string next)
    {
        string path = scope.Kind.Path(scope.Namespace) + "?" + Selector(scope);
        path += limit > 0 ? string.Create(CultureInfo.InvariantCulture, $"limit={Math.Max(1, limit)}") : "";
        return (next.Length > 0 ? $"{path}&continue={Uri.EscapeDataString(next)}" : path).TrimEnd('?', '&');
    }

    /// <summary>A watch from a version on.</summary>
    public static string Watch(LiveScope scope, string version, TimeSpan timeout) => string.Create(
        CultureInfo.InvariantCulture,
        $"{scope.Kind.Path(scope.Namespace)}?{Selector(scope)}watch=true&allowWatchBookmarks=true&resourceVersion={Uri.EscapeDataString(
            version)}&timeoutSeconds={Math.Max(1, (long)timeout.TotalSeconds)}");

    private static string Selector(LiveScope scope) =>
        Selector("fieldSelector", scope.Kind.FieldSelector) + Selector("labelSelector", scope.Kind.LabelSelector);

    private static string Selector(string name, string text) => text.Length == 0 ? "" : $"{name}={Uri.EscapeDataString(text)}&";
}
