namespace Mesh;

/// <summary>A service and its port.</summary>
public sealed record ServiceDestination
{
    /// <summary>
    /// The service: <c>details</c> in the gateway's namespace, <c>namespace/details</c>, or a full name such as
    /// <c>details.bookinfo-backend.svc.cluster.local</c>. Its namespace must belong to the workspace.
    /// </summary>
    public required string Service { get; init; }

    /// <summary>The port of the service, 1 to 65535.</summary>
    public required int Port { get; init; }

    /// <summary>
    /// The share among several destinations, in parts of their sum; <see langword="null"/> means an equal share (a lone destination: 100).
    /// </summary>
    public int? Weight { get; init; }
}
