namespace Mesh.Istio.Simulation.Envoy;

/// <summary>The response flags that Envoy logs for a finished request.</summary>
internal static class ResponseFlags
{
    /// <summary>The flags of the last try, <c>URX</c> in front where it would have been retried once more; <c>-</c> where there is none.</summary>
    /// <param name="last">How the last try ended.</param>
    /// <param name="retriesExhausted">Whether the policy covers that end and has no attempt left.</param>
    internal static string Of(TryOutcome last, bool retriesExhausted) => (last.Kind, retriesExhausted) switch
    {
        (TryKind.Answer, false) => "-",
        (TryKind.Answer, true) => "URX",
        (TryKind.ConnectFailure or TryKind.ConnectTimeout, false) => "UF",
        (TryKind.ConnectFailure or TryKind.ConnectTimeout, true) => "URX,UF",
        (TryKind.Reset, false) => "UC",
        (TryKind.Reset, true) => "URX,UC",
        (TryKind.RefusedStream, false) => "UR",
        (TryKind.RefusedStream, true) => "URX,UR",
        (TryKind.NoHealthyHost, _) => "UH",
        (_, true) => "URX,UT",
        _ => "UT",
    };
}
