namespace Mesh.Kubernetes.Connections;

/// <summary>A request to a cluster's API server.</summary>
internal sealed record ClusterRequest
{
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>Path and query below the server's address, escaped: <c>/api/v1/nodes?limit=500</c>.</summary>
    public required string Path { get; init; }

    public string Accept { get; init; } = "application/json";

    /// <summary>The body; <see langword="null"/>: none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>The media type of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>
    /// Whether carrying it out twice is as good as once. Default: only GET. Others are repeated only when it is certain that the server did
    /// nothing: no connection, or 429.
    /// </summary>
    public bool SafeToRepeat { get => field || Method == HttpMethod.Get; init; }

    public static ClusterRequest Get(string path) => new() { Path = path };
}
