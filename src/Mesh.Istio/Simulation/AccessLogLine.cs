using System.Globalization;

namespace Mesh.Istio.Simulation;

/// <summary>
/// A line of a proxy's access log. <see cref="ToString"/> gives Istio's default text format (<c>accessLogEncoding: TEXT</c>, Istio 1.30
/// and 1.31).
/// </summary>
public sealed record AccessLogLine
{
    /// <summary>The proxy that writes it: cluster and pod, or the client.</summary>
    public required string Proxy { get; init; }

    /// <summary>When the request or connection began (<c>%START_TIME%</c>).</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The method; <c>-</c> for a connection that is passed on.</summary>
    public string Method { get; init; } = "-";

    /// <summary>The path; <c>-</c> for a connection that is passed on.</summary>
    public string Path { get; init; } = "-";

    /// <summary>The protocol; <c>-</c> for a connection that is passed on.</summary>
    public string Protocol { get; init; } = "-";

    /// <summary>The status code; 0 for none.</summary>
    public int Status { get; init; }

    /// <summary>Envoy's response flags, comma-separated; <c>-</c> for none.</summary>
    public string Flags { get; init; } = "-";

    /// <summary>Envoy's response code details; <c>-</c> for none.</summary>
    public string Details { get; init; } = "-";

    /// <summary>Why the connection to the upstream failed; <c>-</c> when it did not.</summary>
    public string TransportFailure { get; init; } = "-";

    /// <summary>Bytes sent to the caller.</summary>
    public int BytesSent { get; init; }

    /// <summary>How long the request or connection took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>How long the upstream took; <see langword="null"/> when it did not answer.</summary>
    public TimeSpan? UpstreamTime { get; init; }

    /// <summary>The caller's user agent; <c>-</c> for none.</summary>
    public string UserAgent { get; init; } = "-";

    /// <summary>The request's id, the same in every proxy on the way; <c>-</c> for none.</summary>
    public string RequestId { get; init; } = "-";

    /// <summary>The host of the request; <c>-</c> for none.</summary>
    public string Authority { get; init; } = "-";

    /// <summary>The upstream host chosen last, <c>ADDRESS:PORT</c>; <c>-</c> for none.</summary>
    public string UpstreamHost { get; init; } = "-";

    /// <summary>The upstream cluster by Envoy's name; <c>-</c> for none.</summary>
    public string UpstreamCluster { get; init; } = "-";

    /// <summary>The proxy's end of the upstream connection; <c>-</c> for none.</summary>
    public string UpstreamLocal { get; init; } = "-";

    /// <summary>The proxy's end of the caller's connection.</summary>
    public string DownstreamLocal { get; init; } = "-";

    /// <summary>The caller's end of its connection.</summary>
    public string DownstreamRemote { get; init; } = "-";

    /// <summary>The TLS server name that the caller asked for; <c>-</c> for none.</summary>
    public string Sni { get; init; } = "-";

    /// <summary>The name of the route; <c>-</c> for none.</summary>
    public string Route { get; init; } = "-";

    /// <summary>The line in Istio's default text format, without line break.</summary>
    /// <returns>The line.</returns>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"[{Start.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z] \"{Method} {Path} {Protocol}\" {Status} {Flags} {Details} - "
            + $"\"{TransportFailure}\" 0 {BytesSent} {(long)Duration.TotalMilliseconds} {UpstreamMilliseconds} \"-\" \"{UserAgent}\" "
            + $"\"{RequestId}\" \"{Authority}\" \"{UpstreamHost}\" {UpstreamCluster} {UpstreamLocal} {DownstreamLocal} {DownstreamRemote} "
            + $"{Sni} {Route}");

    private string UpstreamMilliseconds =>
        UpstreamTime is { } time ? ((long)time.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : "-";
}
