using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Kubernetes.Connections;

namespace Mesh.Kubernetes.Reading;

/// <summary>Says what could not be read from live clusters.</summary>
internal static class LiveFindings
{
    /// <summary>What is said of a cluster that keeps the others waiting.</summary>
    public static ClusterRequestFailure NoAnswerYet { get; } = new()
    {
        Kind = ClusterFailureKind.Timeout,
        Message = "The server has not answered yet.",
        Attempts = 0,
    };

    /// <summary>Nothing could be read at all.</summary>
    public static Diagnostic OfCluster(string cluster, IEnumerable<(LiveScope Scope, ClusterRequestFailure Failure)> failures)
    {
        // A failure on the way says more than the open circuit that it led to.
        (LiveScope scope, ClusterRequestFailure failure) = failures.MinBy(
            one => one.Failure.Kind == ClusterFailureKind.CircuitOpen ? 1 : 0);
        string what = failure.Kind == ClusterFailureKind.Configuration ? "" : $"; the request for {scope.Words} failed";
        return InventoryDiagnostics.ClusterUnreadable.At(
            cluster, $"Nothing can be read from cluster '{cluster}'{what}: {failure.Message}", HelpFor(failure.Kind));
    }

    /// <summary>A kind could not be read, or can no longer be followed.</summary>
    public static Diagnostic OfScope(string cluster, LiveScope scope, ClusterRequestFailure failure, DateTimeOffset? current)
    {
        string path = scope.Namespace.Length == 0 ? $"{cluster}/{scope.Kind.Resource}"
            : $"{cluster}/{scope.Kind.Resource}/{scope.Namespace}";
        return failure.Kind == ClusterFailureKind.Forbidden
            ? InventoryDiagnostics.KindForbidden.At(
                path, $"{Start(scope)} of cluster '{cluster}' may not be read: {failure.Message}", HelpFor(failure.Kind))
            : current is { } age
                ? InventoryDiagnostics.KindStale.At(
                    path,
                    // The time and not how long ago: a finding that changed with the clock would be a new inventory each time.
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{Start(
                            scope)} of cluster '{cluster}' cannot be followed; what is known is of {age.UtcDateTime:yyyy-MM-dd HH:mm:ss} "
                                + $"UTC: {failure.Message}"),
                    "It is tried again; until then the last known facts are used.")
                : InventoryDiagnostics.KindUnreadable.At(
                    path, $"{Start(scope)} of cluster '{cluster}' cannot be read: {failure.Message}", HelpFor(failure.Kind));
    }

    private static string Start(LiveScope scope) => char.ToUpperInvariant(scope.Words[0]) + scope.Words[1..];

    private static string HelpFor(ClusterFailureKind kind) => kind switch
    {
        ClusterFailureKind.Configuration => "Correct what the message names: the path, the file or the context.",
        ClusterFailureKind.Credentials or ClusterFailureKind.Unauthorized =>
            "Log in again, or repair the token or exec plugin of the context.",
        ClusterFailureKind.Forbidden => "Bind the role of InventoryAccess to who asks, or name the namespaces that may be read.",
        ClusterFailureKind.Untrusted => "Give the context the certificate of the server's CA (certificate-authority-data).",
        ClusterFailureKind.NotServed => "The cluster is older than Kubernetes 1.21, or the address is not that of an API server.",
        _ => "See that the API server is reachable and well, then read again.",
    };
}
