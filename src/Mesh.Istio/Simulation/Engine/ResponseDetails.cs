using Mesh.Istio.Simulation.Envoy;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Envoy's <c>%RESPONSE_CODE_DETAILS%</c>, and the texts that it answers by itself.</summary>
internal static class ResponseDetails
{
    private const string Before = "upstream_reset_before_response_started";

    public static string Of(AttemptKind kind, string transport) => kind switch
    {
        AttemptKind.Response => "via_upstream",
        AttemptKind.ConnectFailure =>
            transport.Length == 0 ? $"{Before}{{remote_connection_failure}}" : $"{Before}{{remote_connection_failure|{transport}}}",
        AttemptKind.ConnectTimeout => $"{Before}{{connection_timeout}}",
        AttemptKind.Reset => $"{Before}{{connection_termination}}",
        AttemptKind.RefusedStream => $"{Before}{{remote_refused_stream_reset}}",
        AttemptKind.TryTimeout => "upstream_per_try_timeout",
        AttemptKind.RequestTimeout => "response_timeout",
        _ => "no_healthy_upstream",
    };

    /// <summary>The length of the text with which a proxy answers for a host that it did not reach.</summary>
    /// <param name="kind">How the last try ended.</param>
    /// <param name="retries">Whether the route retries at all.</param>
    public static int BodyLength(AttemptKind kind, bool retries)
    {
        string reason = kind switch
        {
            AttemptKind.ConnectFailure => "remote connection failure",
            AttemptKind.ConnectTimeout => "connection timeout",
            AttemptKind.RefusedStream => "remote refused stream reset",
            _ => "connection termination",
        };
        return $"upstream connect error or disconnect/reset before headers. {(retries ? "retried and the latest "
            : "")}reset reason: {reason}".Length;
    }
}
