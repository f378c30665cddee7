using Mesh.Kubernetes.Connections;

namespace Mesh.Istio.Apply.Api;

/// <summary>What a failed request means to planning and applying.</summary>
internal static class ResponseClassifier
{
    private const string FieldManagerConflict = "FieldManagerConflict";
    private const string NamespaceTerminating = "NamespaceTerminating";

    /// <param name="failure">The failure.</param>
    /// <param name="triedBefore">Whether the request was sent before and this is the response to another attempt.</param>
    public static ApiResponse Read(ClusterRequestFailure failure, bool triedBefore) => new(Kind(failure, triedBefore))
    {
        Message = failure.Message,
        Conflicts = failure.Causes
            .Where(cause => cause.Reason == FieldManagerConflict)
            .Select(cause => new FieldConflict(Manager(cause.Message), cause.Field))
            .ToValueList(),
        Webhook = failure.Webhook,
        Continue = failure.Continue,
    };

    private static ResponseKind Kind(ClusterRequestFailure failure, bool triedBefore) => failure.Kind switch
    {
        ClusterFailureKind.Forbidden =>
            failure.Causes.Any(cause => cause.Reason == NamespaceTerminating) ? ResponseKind.NamespaceTerminating : ResponseKind.Forbidden,
        ClusterFailureKind.NotFound => failure.ObjectKind == "namespaces" ? ResponseKind.NamespaceMissing : ResponseKind.NotFound,
        ClusterFailureKind.NotServed => ResponseKind.NotServed,
        // 409 has three meanings: fields of others, a stale version, and another uid. Only the first has causes.
        ClusterFailureKind.Conflict =>
            failure.Causes.Any(cause => cause.Reason == FieldManagerConflict) ? ResponseKind.FieldConflict : ResponseKind.Stale,
        // A refusal of a webhook is about the object, whatever its status: 409 is no stale version, 429 no overload.
        ClusterFailureKind.Invalid or ClusterFailureKind.Denied => ResponseKind.Invalid,
        ClusterFailureKind.Expired => ResponseKind.Expired,
        // The last attempt may have done nothing where an earlier one did something and lost its response.
        _ => failure.NothingHappened && failure.Attempts <= 1 && !triedBefore ? ResponseKind.Failed : ResponseKind.Unconfirmed,
    };

    // conflict with "kubectl-edit" using networking.istio.io/v1
    private static string Manager(string message)
    {
        int from = message.IndexOf('"', StringComparison.Ordinal), to = message.LastIndexOf('"');
        return to > from ? message[(from + 1)..to] : message;
    }
}
