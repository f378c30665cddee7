namespace Mesh.Istio.Simulation.Envoy;

/// <summary>The end of one try.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="StatusCode">The status code of an answer; else the code the client gets when this is the last try.</param>
internal readonly record struct TryOutcome(TryKind Kind, int StatusCode)
{
    internal static TryOutcome Answered(int statusCode) => new(TryKind.Answer, statusCode);

    internal static TryOutcome Failed(TryKind kind) => new(kind, kind is TryKind.TryTimeout or TryKind.RequestTimeout ? 504 : 503);

    /// <summary>Whether the failure arose in the proxy or the network and not in an answer.</summary>
    internal bool IsLocalOrigin => Kind is not (TryKind.Answer or TryKind.NoHealthyHost);

    /// <summary>Whether a connection to the host stood, so that its local origin failures in a row were forgotten first.</summary>
    internal bool WasConnected => Kind is not (TryKind.ConnectFailure or TryKind.ConnectTimeout or TryKind.NoHealthyHost);

    internal bool IsServerError => StatusCode is >= 500 and < 600;

    internal bool IsGatewayError => StatusCode is 502 or 503 or 504;
}
