namespace Mesh.Kubernetes.Connections;

/// <summary>
/// What an API server (kube-apiserver 1.36) says for an admission webhook. Status and reason do not help: a refusal comes as 400 without
/// reason or as whatever the webhook chose, 409 and 429 among it, and a webhook that cannot be asked as 500 InternalError. Only the words
/// tell.
/// </summary>
internal static class WebhookMessage
{
    private const string Denied = "admission webhook \"";
    private const string Failed = "failed calling webhook \"";

    // What another attempt finds unchanged: the certificate of the webhook, and what it answers.
    private static readonly string[] Lasting = ["x509: ", "tls: ", "couldn't get version/kind", "expected response.uid",
        "unsupported protocol scheme"];

    /// <summary>What the message means, and the webhook's name; <see langword="null"/> when it is not about a webhook.</summary>
    public static (ClusterFailureKind Kind, string Webhook)? Read(string message) =>
        NameAfter(message, Denied, "\" denied the request") is { } refused ? (ClusterFailureKind.Denied, refused)
        : NameAfter(message, Failed, "\"") is { } failed ? (ClusterFailureKind.WebhookFailed, failed)
        : null;

    /// <summary>Whether asking again soon cannot help.</summary>
    public static bool IsLasting(string message) => Array.Exists(Lasting, text => message.Contains(text, StringComparison.Ordinal));

    private static string? NameAfter(string message, string before, string after)
    {
        int start = message.IndexOf(before, StringComparison.Ordinal);
        int from = start + before.Length;
        // The name of a webhook is a DNS name: without quotes, and never long.
        int length = start < 0 ? -1 : message.AsSpan(from).IndexOf('"');
        return length is > 0 and < 254 && message.AsSpan(from + length).StartsWith(after, StringComparison.Ordinal)
            ? message.Substring(from, length) : null;
    }
}
