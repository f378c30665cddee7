using Mesh.Istio.Fields;

namespace Mesh.Istio.Resources;

/// <summary>How failed requests are repeated.</summary>
public sealed record HttpRetry : IMessage<HttpRetry>
{
    /// <summary>How often a request is repeated at most; 0 for never.</summary>
    public int? Attempts { get; init; }

    /// <summary>How long one try may take, at least 1 ms; as long as the route's timeout when absent.</summary>
    public TimeSpan? PerTryTimeout { get; init; }

    /// <summary>The conditions, separated by commas, in Envoy's words or as status codes.</summary>
    public string? RetryOn { get; init; }

    /// <summary>Whether later tries go to other localities: Envoy then leaves the priorities it has tried, two tries each.</summary>
    public bool? RetryRemoteLocalities { get; init; }

    /// <summary>Whether endpoints that were tried are avoided; <see langword="true"/> when absent.</summary>
    public bool? RetryIgnorePreviousHosts { get; init; }

    /// <summary>The time before the first repetition, growing with each; 25 ms when absent.</summary>
    public TimeSpan? Backoff { get; init; }

    void IMessage.Write(FieldWriter fields)
    {
        fields.Number("attempts"u8, Attempts);
        fields.Duration("perTryTimeout"u8, PerTryTimeout);
        fields.Text("retryOn"u8, RetryOn);
        fields.Flag("retryRemoteLocalities"u8, RetryRemoteLocalities);
        fields.Flag("retryIgnorePreviousHosts"u8, RetryIgnorePreviousHosts);
        fields.Duration("backoff"u8, Backoff);
    }

    static HttpRetry IMessage<HttpRetry>.Read(FieldReader fields) => new()
    {
        Attempts = fields.Int32("attempts"),
        PerTryTimeout = fields.Duration("perTryTimeout"),
        RetryOn = fields.Text("retryOn"),
        RetryRemoteLocalities = fields.Flag("retryRemoteLocalities"),
        RetryIgnorePreviousHosts = fields.Flag("retryIgnorePreviousHosts"),
        Backoff = fields.Duration("backoff"),
    };
}
