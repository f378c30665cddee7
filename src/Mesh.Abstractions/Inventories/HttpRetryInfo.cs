namespace Mesh.Inventories;

/// <summary>How requests are repeated that fail, as MeshConfig says it for routes that do not (<c>defaultHttpRetryPolicy</c>).</summary>
public sealed record HttpRetryInfo
{
    /// <summary>How often a request is repeated; 0 for never.</summary>
    public int Attempts { get; init; }

    /// <summary>How long one try may take; <see langword="null"/>: as long as the request.</summary>
    public TimeSpan? PerTryTimeout { get; init; }

    /// <summary>Envoy's conditions, separated by commas; empty: Istio's default.</summary>
    public string RetryOn { get; init; } = "";

    /// <summary>Whether a repetition may go to another locality. Default: no.</summary>
    public bool RetryRemoteLocalities { get; init; }

    /// <summary>Whether a repetition goes to a host that was not tried. Default: yes.</summary>
    public bool RetryIgnorePreviousHosts { get; init; } = true;

    /// <summary>The least time between two tries; <see langword="null"/>: 25 ms, Istio's default.</summary>
    public TimeSpan? Backoff { get; init; }
}
