namespace Mesh.Istio.Simulation.Envoy;

/// <summary>The response flags that Envoy logs for a finished request.</summary>
internal static class ResponseFlags
{
    /// <summary>
    /// The flags of the last try, <c>URX</c> in front where it would have been retried once more; <c>-</c> where there is none.
    /// </summary>
    /// <param name="last">How the last try ended.</param>
    /// <param name="retriesExhausted">Whether the policy covers that end and has no attempt left.</param>
    internal static string Of(AttemptOutcome last, bool retriesExhausted) => (last.Kind, retriesExhausted) switch
    {
        (AttemptKind.Response, false) => "-",
        (AttemptKind.Response, true) => "URX",
        (AttemptKind.ConnectFailure or AttemptKind.ConnectTimeout, false) => "UF",
        (AttemptKind.ConnectFailure or AttemptKind.ConnectTimeout, true) => "URX,UF",
        (AttemptKind.Reset, false) => "UC",
        (AttemptKind.Reset, true) => "URX,UC",
        (AttemptKind.RefusedStream, false) => "UR",
        (AttemptKind.RefusedStream, true) => "URX,UR",
        (AttemptKind.NoHealthyHost, _) => "UH",
        (_, true) => "URX,UT",
        _ => "UT",
    };
}
