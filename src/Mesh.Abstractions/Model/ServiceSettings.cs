namespace Mesh;

/// <summary>How clients treat one service of a workspace; for every single field it wins over all other places.</summary>
/// <remarks>
/// For a service that an east-west gateway exposes it is laid over that gateway's settings. For any other service Mesh then writes a
/// policy in every cluster where it exists, with those parts (outlier detection, retries, load balancing, connection pool, request
/// timeout) of which a field is set here or above.
/// </remarks>
public sealed record ServiceSettings
{
    /// <summary>The service: <c>namespace/details</c> or its full DNS name, in a namespace that the workspace owns.</summary>
    public required string Service { get; init; }

    /// <summary>The settings.</summary>
    public required TrafficSettings Settings { get; init; }
}
