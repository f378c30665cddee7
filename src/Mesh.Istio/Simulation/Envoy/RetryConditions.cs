namespace Mesh.Istio.Simulation.Envoy;

/// <summary>The tokens of <c>retryOn</c> that cover something before response headers; others are ignored.</summary>
[Flags]
internal enum RetryConditions
{
    /// <summary>Nothing is retried.</summary>
    None = 0,

    /// <summary><c>connect-failure</c>.</summary>
    ConnectFailure = 1,

    /// <summary><c>refused-stream</c>.</summary>
    RefusedStream = 2,

    /// <summary><c>reset</c>.</summary>
    Reset = 4,

    /// <summary><c>5xx</c>.</summary>
    ServerError = 8,

    /// <summary><c>gateway-error</c>.</summary>
    GatewayError = 16,

    /// <summary><c>retriable-4xx</c>: 409.</summary>
    Retriable4xx = 32,

    /// <summary><c>retriable-status-codes</c>, or a number among the tokens.</summary>
    RetriableStatusCodes = 64,

    /// <summary><c>cancelled</c>: gRPC status 1.</summary>
    GrpcCancelled = 128,

    /// <summary><c>deadline-exceeded</c>: gRPC status 4.</summary>
    GrpcDeadlineExceeded = 256,

    /// <summary><c>resource-exhausted</c>: gRPC status 8.</summary>
    GrpcResourceExhausted = 512,

    /// <summary><c>internal</c>: gRPC status 13.</summary>
    GrpcInternal = 1024,

    /// <summary><c>unavailable</c>: gRPC status 14.</summary>
    GrpcUnavailable = 2048,
}
