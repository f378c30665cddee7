namespace Mesh.Istio.ControlPlane;

/// <summary>How Envoy chooses a host inside a priority, with Envoy's names.</summary>
public enum EnvoyLbPolicy
{
    /// <summary>The less busy of two random hosts; Istio's default.</summary>
    LeastRequest,

    /// <summary>In turn.</summary>
    RoundRobin,

    /// <summary>At random.</summary>
    Random,

    /// <summary>By a hash of the request on a ring.</summary>
    RingHash,

    /// <summary>By a hash of the request in a Maglev table.</summary>
    Maglev,

    /// <summary>The cluster itself decides: the address that the client dialled, or the name in the request.</summary>
    ClusterProvided,
}
