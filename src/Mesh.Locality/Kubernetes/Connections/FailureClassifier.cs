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
/// The one place that makes failures out of answers and of the unrelated exceptions of HttpClient, KubernetesClient and Polly. What others say is
/// repeated without anything that can be a credential (<see cref="SecretText"/>).
/// </summary>
internal static class FailureClassifier
{
    private const int ShownLength = 500;

    /// <summary>What an answer outside of 2xx means.</summary>
    public static ClusterRequestFailure OfAnswer(HttpStatusCode code, HttpResponseHeaders? headers, ReadOnlyMemory<byte> body, TimeProvider time)
    {
        ApiStatus? status = ApiStatus.Parse(body);
        string text = status is null ? Encoding.UTF8.GetString(body.Span[..Math.Min(body.Length, ShownLength)]) : status.Message;
        return Of((int)code, status, text) with { RetryAfter = RetryAfter(headers, time) ?? Seconds(status?.RetryAfterSeconds) };
    }

    /// <summary>What the Status of an ERROR event means.</summary>
    public static ClusterRequestFailure OfStatus(ApiStatus status) =>
        Of(status.Code, status, status.Message) with { RetryAfter = Seconds(status.RetryAfterSeconds) };

    /// <summary>What an exception means that was thrown while a request was sent or its answer read.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="time">The clock.</param>
    /// <param name="server">Who was asked; null where that is not known.</param>
    public static ClusterRequestFailure OfException(Exception exception, TimeProvider time, Uri? server = null) => exception switch
    {
        HttpOperationException { Response: { } response } operation =>
            OfAnswer(response.StatusCode, null, Encoding.UTF8.GetBytes(response.Content ?? ""), time) with { RetryAfter = RetryAfter(operation, time) },
        KubernetesException { Status: { } status } => OfStatus(new ApiStatus
        {
            Code = status.Code ?? 0,
            Reason = status.Reason ?? "",
            Message = status.Message ?? "",
            Continue = status.Metadata?.ContinueProperty ?? "",
        }),
        KubeConfigException => OfConfiguration(exception),
        TimeoutRejectedException or OperationCanceledException => Fail(ClusterFailureKind.Timeout, $"No complete answer from {Name(server)} in time."),
        JsonException => Fail(ClusterFailureKind.Malformed, "The answer is not complete JSON."),
        HttpRequestException http => OfHttp(http, Name(server)),
        IOException => Fail(ClusterFailureKind.Interrupted, $"The connection to {Name(server)} broke before the answer was complete: {SecretText.Of(exception)}"),
        InvalidDataException or KubernetesClientException => Fail(ClusterFailureKind.Malformed, "The answer is not what an API server sends."),
        _ => Fail(ClusterFailureKind.Interrupted, $"The request to {Name(server)} failed: {exception.GetType().Name}: {SecretText.Of(exception)}"),
    };

    /// <summary>What it means that the circuit is open.</summary>
    /// <param name="last">What a request that was sent failed with last.</param>
    public static ClusterRequestFailure OfOpenCircuit(string last) =>
        Fail(ClusterFailureKind.CircuitOpen, $"Too many requests to this cluster failed lately; this one was not sent. The last one: {last}") with { Attempts = 0 };

    /// <summary>What an exception means that was thrown while a client was made.</summary>
    public static ClusterRequestFailure OfConfiguration(Exception exception) => Fail(
        ClusterFailureKind.Configuration,
        exception is ConfigurationRefusedException ? exception.Message : $"The configuration cannot be used: {SecretText.Of(exception)}") with
    { Attempts = 0 };

    /// <summary>What an exception means that was thrown while credentials were got.</summary>
    public static ClusterRequestFailure OfCredentials(Exception exception) =>
        Fail(ClusterFailureKind.Credentials, $"No credentials could be got, the exec plugin or token file failed: {SecretText.Of(exception)}") with { Attempts = 0 };

    private static ClusterRequestFailure OfHttp(HttpRequestException exception, string server) => exception.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => Fail(ClusterFailureKind.Unreachable, $"The name of {server} does not resolve: {SecretText.Of(exception)}"),
        HttpRequestError.SecureConnectionError when exception.InnerException is AuthenticationException =>
            Fail(ClusterFailureKind.Untrusted, $"The certificate of {server} is not trusted, or it is for another host: {SecretText.Of(exception)}"),
        HttpRequestError.ConnectionError or HttpRequestError.ProxyTunnelError or HttpRequestError.SecureConnectionError =>
            Fail(ClusterFailureKind.Unreachable, $"No connection to {server}: {SecretText.Of(exception)}"),
        _ => Fail(ClusterFailureKind.Interrupted, $"The connection to {server} broke before the answer was complete: {SecretText.Of(exception)}"),
    };

    // An address can hold a user's name and password.
    private static string Name(Uri? server) => server is null ? "the server" : $"server {server.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)}";

    private static ClusterRequestFailure Of(int code, ApiStatus? status, string text)
    {
        string message = OneLine(text);
        return new ClusterRequestFailure
        {
            Kind = KindOf(code, status),
            Message = message.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"HTTP {code}.") : message,
            HttpStatus = code,
            Reason = status?.Reason ?? "",
            Causes = status?.Causes ?? default,
            ObjectKind = status?.DetailsKind ?? "",
            ObjectName = status?.DetailsName ?? "",
            Continue = status?.Continue ?? "",
        };
    }

    private static ClusterFailureKind KindOf(int code, ApiStatus? status) => code switch
    {
        401 => ClusterFailureKind.Unauthorized,
        403 => ClusterFailureKind.Forbidden,
        404 => status is { DetailsKind.Length: > 0 } or { DetailsName.Length: > 0 } ? ClusterFailureKind.NotFound : ClusterFailureKind.NotServed,
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

    private static TimeSpan? RetryAfter(HttpResponseHeaders? headers, TimeProvider time) => headers?.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static TimeSpan? RetryAfter(HttpOperationException operation, TimeProvider time)
    {
        string? text = operation.Response.Headers is { } headers && headers.TryGetValue("Retry-After", out IEnumerable<string>? values) ? values.FirstOrDefault() : null;
        return !RetryConditionHeaderValue.TryParse(text, out RetryConditionHeaderValue? parsed) ? null
            : parsed.Delta ?? (parsed.Date - time.GetUtcNow());
    }

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
