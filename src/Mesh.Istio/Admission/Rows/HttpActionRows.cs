using static Mesh.Istio.Admission.AdmissionRow;
using static Mesh.Istio.Admission.ObjectChecks;
using static Mesh.Istio.Admission.ValueChecks;

namespace Mesh.Istio.Admission.Rows;

/// <summary>What HTTP routes do.</summary>
internal static class HttpActionRows
{
    private const int LargestBody = 1024 * 1024;

    private static readonly string[] Methods =
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE", "*"];

    // Conditions of Envoy's router, for HTTP and gRPC.
    private static readonly string[] RetryConditions =
    [
        "5xx", "gateway-error", "reset", "reset-before-request", "connect-failure", "retriable-4xx", "refused-stream",
        "retriable-status-codes", "retriable-headers", "envoy-ratelimited", "http3-post-connect-failure", "cancelled",
        "deadline-exceeded", "internal", "resource-exhausted", "unavailable",
    ];

    private static readonly string[] GrpcStatuses =
    [
        "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND", "ALREADY_EXISTS", "PERMISSION_DENIED",
        "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED", "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS",
        "UNAUTHENTICATED",
    ];

    public static IEnumerable<AdmissionRow> All => [.. Retries(), .. Redirect(), .. Rewrite(), .. Fault(), .. Cors(), .. Headers()];

    private static AdmissionRow[] Retries() =>
    [
        Webhook("Retries", "attempts", AtLeast(0)),
        Webhook("Retries", "", new AdmissionCheck(
            (value, _) => Nodes.Number(value, "attempts") == 0
                && (Nodes.Has(value, "perTryTimeout") || Nodes.Text(value, "retryOn").Length > 0
                    || Nodes.Has(value, "retryRemoteLocalities"))
                    ? "is 0 or missing beside other settings of retries" : null,
            "Set attempts, or nothing else.",
            "attempts")),
        .. TrafficPolicyRows.Durations("Retries", "perTryTimeout", "backoff"),
        Webhook("Retries", "retryOn", new AdmissionCheck(
            (value, _) => Nodes.Text(value) is { Length: > 0 } text && text.Split(',').FirstOrDefault(
                word => !IsStatus(word) && !RetryConditions.Contains(word, StringComparer.Ordinal)) is { } wrong ? $"has '{wrong}'" : null,
            "Write conditions of Envoy or status codes, with ',' between them and no blanks.")),
    ];

    private static AdmissionRow[] Redirect() =>
    [
        Webhook("Redirect", "", AtMostOne("uri", "prefixRewrite")),
        Webhook("Redirect", "", AnyOf("uri", "prefixRewrite", "authority", "port", "derivePort", "scheme")),
        Webhook("Redirect", "redirectCode", Text(
            text => text == "0" || (text.Length == 3 && text[0] == '3'), "Write a status from 300 to 399.")),
        Webhook("Redirect", "scheme", OneOf("", "http", "https")),
        Webhook("Redirect", "port", Between(0, 65535)),
        Webhook("HttpRoute", "", new AdmissionCheck(
            (value, _) => Nodes.Text(Nodes.Child(value, "redirect"), "prefixRewrite").Length > 0
                && Nodes.Items(value, "match").Any(match => Nodes.Child(match, "uri") is { } uri && !Nodes.Has(uri, "prefix"))
                    ? "has prefixRewrite, and a match has a uri that is no prefix" : null,
            "Match prefixes, or set uri.",
            "redirect")),
        Webhook("DirectResponse", "status", Between(200, 600)),
        Webhook("DirectResponse", "body", new AdmissionCheck(
            (value, _) => Nodes.Text(value, "string").Length > LargestBody || Nodes.Text(value, "bytes").Length / 4 * 3 > LargestBody
                ? "is larger than 1 MiB" : null,
            "Answer with less.")),
    ];

    private static AdmissionRow[] Rewrite() =>
    [
        Webhook("Rewrite", "", AtMostOne("uri", "uriRegexRewrite")),
        Webhook("Rewrite", "", AnyOf("uri", "uriRegexRewrite", "authority")),
        Is("Rewrite", "uriRegexRewrite", "RegexRewrite"),
        Webhook("RegexRewrite", "", Needs("match")),
        Webhook("RegexRewrite", "", Needs("rewrite")),
        Webhook("RegexRewrite", "match", Regex),
        Is("Mirror", "destination", "Destination"),
        Is("Mirror", "percentage", "Percentage"),
        Webhook("Percentage", "value", Percent),
    ];

    private static AdmissionRow[] Fault() =>
    [
        Webhook("Fault", "", AnyOf("abort", "delay")),
        Is("Fault", "abort", "Abort"),
        Is("Fault", "delay", "Delay"),
        Is("Abort", "percentage", "FaultPercentage"),
        Is("Delay", "percentage", "FaultPercentage"),
        Webhook("FaultPercentage", "value", FaultPercent),
        Webhook("Abort", "httpStatus", Between(200, 600)),
        Webhook("Abort", "grpcStatus", OneOf(GrpcStatuses)),
        Webhook("Abort", "", Without("http2Error", "and Istio cannot do that yet")),
        .. TrafficPolicyRows.Durations("Delay", "fixedDelay", "exponentialDelay"),
        Webhook("Delay", "", Without("exponentialDelay", "and Istio cannot do that yet")),
    ];

    private static AdmissionRow[] Cors() =>
    [
        Webhook("Cors", "allowMethods[]", OneOf(Methods)),
        Webhook("Cors", "allowHeaders[]", Text(IsCorsHeader, "Write the name of a header, or '*'.")),
        Webhook("Cors", "exposeHeaders[]", Text(IsCorsHeader, "Write the name of a header, or '*'.")),
        Is("Cors", "allowOrigins[]", "Origin"),
        .. Each(
                name => Webhook("Origin", name, NotEmpty),
                "exact", "prefix"),
        Webhook("Origin", "regex", Regex),
        Webhook("Origin", "", AnyOf("exact", "prefix", "regex")),
        Server("Cors", "maxAge", Duration),
        Webhook("Cors", "maxAge", new AdmissionCheck(
            (value, _) => Nodes.Milliseconds(value) % 1000 != 0 ? $"is {Quote(value)}" : null, "Write whole seconds.")),
    ];

    private static AdmissionRow[] Headers()
    {
        AdmissionCheck values = new(
            (value, _) => Nodes.Entries(value).Where(entry => !HttpSyntax.IsHeaderValue(Nodes.Text(entry.Value))).Select(
                entry => $"has the value {Quote(entry.Value)}").FirstOrDefault(),
            "Write '%%' for a percent sign.");
        AdmissionCheck request = Keys(
            name => name.Length > 0 && (!name.StartsWith(':') || HttpSyntax.IsAuthority(name)), "Write the name of a header.");
        AdmissionCheck changed = Keys(HttpSyntax.IsChangedHeader, "Write the name of a header other than Host.");
        return
        [
            Is("Headers", "request", "RequestHeaders"),
            Is("Headers", "response", "ResponseHeaders"),
            .. Each(
                message => new[]
            {
                Webhook(message, "set", values),
                Webhook(message, "add", values),
                Webhook(message, "set", message == "RequestHeaders" ? request : changed),
                Webhook(message, "add", message == "RequestHeaders" ? request : changed),
                Webhook(message, "remove[]", Text(HttpSyntax.IsChangedHeader, "Write the name of a header other than Host.")),
            },
                "RequestHeaders", "ResponseHeaders"),
        ];
    }

    private static bool IsStatus(string word) => word.Length == 3 && word.All(char.IsAsciiDigit) && word[0] is >= '1' and <= '5';

    private static bool IsCorsHeader(string name) => name == "*" || Validation.Syntax.IsToken(name);
}
