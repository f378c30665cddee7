namespace Mesh.Istio.Capacity;

/// <summary>Requests that somebody sends by himself, not because of others that he received.</summary>
public sealed record DemandFlow
{
    /// <summary>The cluster of the client, or of the gateway that takes requests from outside.</summary>
    public required string Cluster { get; init; }

    /// <summary>The client or gateway, <c>namespace/name</c>.</summary>
    public required string Workload { get; init; }

    /// <summary>Whether the requests come from outside, to a gateway.</summary>
    public bool IsFromOutside { get; init; }

    /// <summary>The host that is called.</summary>
    public required string Host { get; init; }

    /// <summary>The port that is called; 0 for the first port of the host.</summary>
    public int Port { get; init; }

    /// <summary>The path of the requests. Default: <c>/</c>. Where routes divide a host, say one flow for each.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The method of the requests. Default: <c>GET</c>.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>How many requests are sent in a second.</summary>
    public required double RequestsPerSecond { get; init; }

    /// <summary>
    /// Clusters whose gateway of the same name users come to instead when this one is gone, the first that has one first. Empty: nobody
    /// knows where they go.
    /// </summary>
    public ValueList<string> Elsewhere { get; init; }

    /// <summary>Who says so: <c>declared</c>, <c>Prometheus</c> or <c>access log</c>.</summary>
    public string Source { get; init; } = "declared";
}
