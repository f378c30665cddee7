namespace Mesh.Istio.Simulation.Envoy;

/// <summary>The end of one try.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="StatusCode">The status code of an answer; else the code the client gets when this is the last try.</param>
/// <param name="GrpcStatus">The status of a gRPC answer, whose code then is the one that stands for it; 0 for none.</param>
internal readonly record struct AttemptOutcome(AttemptKind Kind, int StatusCode, int GrpcStatus = 0)
{
    internal static AttemptOutcome RespondedGrpc(int status) => new(AttemptKind.Response, GrpcStatuses.HttpCodeOf(status), status);

    internal static AttemptOutcome Responded(int statusCode) => new(AttemptKind.Response, statusCode);

    internal static AttemptOutcome Failed(AttemptKind kind) =>
        new(kind, kind is AttemptKind.TryTimeout or AttemptKind.RequestTimeout ? 504 : 503);

    /// <summary>Whether the failure arose in the proxy or the network and not in an answer.</summary>
    internal bool IsLocalOrigin => Kind is not (AttemptKind.Response or AttemptKind.NoHealthyHost);

    /// <summary>Whether a connection to the host stood, so that its local origin failures in a row were forgotten first.</summary>
    internal bool WasConnected => Kind is not (AttemptKind.ConnectFailure or AttemptKind.ConnectTimeout or AttemptKind.NoHealthyHost);

    internal bool IsServerError => StatusCode is >= 500 and < 600;

    internal bool IsGatewayError => StatusCode is 502 or 503 or 504;
}
