namespace Mesh.Istio.Resources;

/// <summary>A load balancing algorithm without settings.</summary>
public enum SimpleLoadBalancer
{
    /// <summary>Istio's own choice: <see cref="LeastRequest"/>.</summary>
    Unspecified,

    /// <summary>Deprecated name of <see cref="LeastRequest"/>.</summary>
    LeastConn,

    /// <summary>Any healthy endpoint.</summary>
    Random,

    /// <summary>The address that the client asked for, without balancing.</summary>
    Passthrough,

    /// <summary>One endpoint after the other.</summary>
    RoundRobin,

    /// <summary>The endpoint with fewer requests under way, of two picked at random. Istio's default.</summary>
    LeastRequest,
}
