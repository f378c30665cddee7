using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using System.Text.Json;
using k8s;
using k8s.Autorest;
using k8s.Exceptions;
using Polly.Timeout;

namespace Mesh.Kubernetes.Connections;

/// <summary>
/// The one place that makes failures out of answers and of the unrelated exceptions of HttpClient, KubernetesClient and Polly. What others
/// say is repeated without anything that can be a credential (<see cref="SecretMask"/>).
/// </summary>
internal static class FailureClassifier
{
    private const int ShownLength = 500;
    private const int LookedAtLength = 16 * 1024;
    private const int MostCauses = 1000;

    // Longer than anybody waits, and short enough to calculate with.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromDays(365);

    /// <summary>What an answer outside of 2xx means.</summary>
    public static ClusterRequestFailure OfAnswer(
        HttpStatusCode code, HttpResponseHeaders? headers, ReadOnlyMemory<byte> body, SecretMask secrets, TimeProvider time)
    {
        ApiStatus? status = ApiStatus.Parse(body);
        bool isCut = body.Length > LookedAtLength;
        string text = status is null ? Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, LookedAtLength)]) : status.Message;
        return Of(
            (int)code, status, secrets.Hide(text, isCut && status is null),
            secrets) with
        { RetryAfter = Bounded(Asked(headers, time) ?? Seconds(status?.RetryAfterSeconds)) };
    }

    /// <summary>What the Status of an ERROR event means.</summary>
    public static ClusterRequestFailure OfStatus(ApiStatus status, SecretMask secrets) =>
        Of(status.Code, status, secrets.Hide(status.Message), secrets) with { RetryAfter = Bounded(Seconds(status.RetryAfterSeconds)) };

    /// <summary>What an exception means that was thrown while a request was sent or its answer read.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="time">The clock.</param>
    /// <param name="server">Who was asked; null where that is not known.</param>
    public static ClusterRequestFailure OfException(Exception exception, TimeProvider time, Uri? server = null) => exception switch
    {
        HttpOperationException { Response: { } response } operation =>
            OfAnswer(
                response.StatusCode, null, Encoding.UTF8.GetBytes(response.Content ?? ""), SecretMask.Unknown,
                time) with
            { RetryAfter = Bounded(Asked(operation, time)) },
        KubernetesException { Status: { } status } => OfStatus(new ApiStatus
        {
            Code = status.Code ?? 0,
            Reason = status.Reason ?? "",
            Message = status.Message ?? "",
            Continue = status.Metadata?.ContinueProperty ?? "",
        }, SecretMask.Unknown),
        KubeConfigException => OfConfiguration(exception),
        TimeoutRejectedException or OperationCanceledException =>
            Fail(ClusterFailureKind.Timeout, $"No complete answer from {Name(server)} in time."),
        ResponseTooLargeException => Fail(ClusterFailureKind.TooLarge, exception.Message),
        JsonException => Fail(ClusterFailureKind.Malformed, "The answer is not complete JSON."),
        HttpRequestException http => OfHttp(http, Name(server)),
        IOException =>
            Fail(ClusterFailureKind.Interrupted,
                $"The connection to {Name(server)} broke before the answer was complete: {SecretMask.Words(exception)}"),
        InvalidDataException or KubernetesClientException =>
            Fail(ClusterFailureKind.Malformed, "The answer is not what an API server sends."),
        ObjectDisposedException => Fail(ClusterFailureKind.Interrupted, "The connection was disposed while the request was under way."),
        // What reads an answer expects what an API server sends, and stumbles in many ways over what is something else.
        _ => Fail(
            ClusterFailureKind.Malformed,
            $"The answer is not what an API server sends ({exception.GetType().Name}): {SecretMask.Words(exception)}"),
    };

    /// <summary>What it means that the circuit is open.</summary>
    /// <param name="last">What a request that was sent failed with last.</param>
    public static ClusterRequestFailure OfOpenCircuit(string last) =>
        Fail(ClusterFailureKind.CircuitOpen,
            $"Too many requests to this cluster failed lately; this one was not sent. The last one: {last}") with
        { Attempts = 0 };

    /// <summary>What an exception means that was thrown while a client was made.</summary>
    public static ClusterRequestFailure OfConfiguration(Exception exception) => Fail(
        ClusterFailureKind.Configuration,
        exception is ConfigurationRefusedException ? exception.Message
            : $"The configuration cannot be used: {SecretMask.Words(exception)}") with
    { Attempts = 0 };

    /// <summary>What an exception means that was thrown while credentials were got.</summary>
    public static ClusterRequestFailure OfCredentials(Exception exception) =>
        Fail(ClusterFailureKind.Credentials,
            $"No credentials could be got, the exec plugin or token file failed: {SecretMask.Words(exception)}") with
        { Attempts = 0 };

    private static ClusterRequestFailure OfHttp(HttpRequestException exception, string server) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError =>
            Fail(ClusterFailureKind.Unreachable, $"The name of {server} does not resolve: {SecretMask.Words(exception)}"),
        HttpRequestError.SecureConnectionError when exception.InnerException is AuthenticationException =>
            Fail(ClusterFailureKind.Untrusted,
                $"The certificate of {server} is not trusted, or it is for another host: {SecretMask.Words(exception)}"),
        HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError or HttpRequestError.SecureConnectionError =>
            Fail(ClusterFailureKind.Unreachable, $"No connection to {server}: {SecretMask.Words(exception)}"),
        _ => Fail(
            ClusterFailureKind.Interrupted,
            $"The connection to {server} broke before the answer was complete: {SecretMask.Words(exception)}"),
    };

    // An address can hold a user's name and password.
    private static string Name(Uri? server) =>
        server is null ? "the server" : $"server {server.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}";

    private static ClusterRequestFailure Of(int code, ApiStatus? status, string text, SecretMask secrets)
    {
        string message = OneLine(text);
        (ClusterFailureKind Kind, string Name)? webhook = code >= 400 ? WebhookMessage.Read(text) : null;
        return new ClusterRequestFailure
        {
            Kind = webhook?.Kind ?? KindOf(code, status),
            Webhook = webhook?.Name ?? "",
            Message = code is >= 300 and < 400
                ? string.Create(
                    CultureInfo.InvariantCulture, $"HTTP {code}: the server redirects to another address; redirects are not followed.")
                : message.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"HTTP {code}.")
                : message,
            HttpStatus = code,
            Reason = OneLine(secrets.Hide(status?.Reason ?? "")),
            Causes = (status?.Causes ?? default).Take(MostCauses).Select(secrets.Hide).ToValueList(),
            ObjectKind = secrets.Hide(status?.DetailsKind ?? ""),
            ObjectName = secrets.Hide(status?.DetailsName ?? ""),
            Continue = status?.Continue ?? "",
        };
    }

    private static ClusterFailureKind KindOf(int code, ApiStatus? status) => code switch
    {
        401 => ClusterFailureKind.Unauthorized,
        403 => ClusterFailureKind.Forbidden,
        404 => status is { DetailsKind.Length: > 0 } or { DetailsName.Length: > 0 } ? ClusterFailureKind.NotFound
            : ClusterFailureKind.NotServed,
        408 => ClusterFailureKind.Timeout,
        409 => ClusterFailureKind.Conflict,
        410 => ClusterFailureKind.Expired,
        429 => ClusterFailureKind.Overloaded,
        // kube-apiserver 1.35 answers 500 with a Status without reason for input that it can never store; a server in need gives a reason.
        500 => status is { Reason.Length: 0 } ? ClusterFailureKind.Invalid : ClusterFailureKind.Unavailable,
        501 => ClusterFailureKind.NotServed,
        > 500 => ClusterFailureKind.Unavailable,
        >= 400 => ClusterFailureKind.Invalid,
        _ => ClusterFailureKind.Malformed,
    };

    private static TimeSpan? Asked(HttpResponseHeaders? headers, TimeProvider time) =>
        headers?.RetryAfter is { } value ? Asked(value, time) : null;

    private static TimeSpan? Asked(HttpOperationException operation, TimeProvider time)
    {
        string? text = operation.Response.Headers is { } headers && headers.TryGetValue("Retry-After", out IEnumerable<string>? values)
            ? values.FirstOrDefault() : null;
        return RetryConditionHeaderValue.TryParse(text, out RetryConditionHeaderValue? parsed) ? Asked(parsed, time) : null;
    }

    private static TimeSpan? Asked(RetryConditionHeaderValue value, TimeProvider time) => value.Delta ?? (value.Date - time.GetUtcNow());

    private static TimeSpan? Bounded(TimeSpan? asked) => asked is not { } wait ? null
        : wait < TimeSpan.Zero ? TimeSpan.Zero
        : wait > LongestRetryAfter ? LongestRetryAfter
        : wait;

    private static TimeSpan? Seconds(int? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;

    private static ClusterRequestFailure Fail(ClusterFailureKind kind, string message) => new() { Kind = kind, Message = message };

    private static string OneLine(string text)
    {
        string start = text.Length <= ShownLength ? text : text[..ShownLength] + "…";
        return string.Create(start.Length, start, (span, source) =>
        {
            for (int i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(source[i]) ? ' ' : source[i];
            }
        }).Trim();
    }
}
