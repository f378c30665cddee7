namespace Mesh.LoadBalancing;

/// <summary>How Envoy chooses a host among those of the chosen priority and locality.</summary>
public enum LbPolicy
{
    /// <summary>The less busy of two random hosts, or by weight and load where weights differ. Istio's default.</summary>
    LeastRequest,

    /// <summary>In turn, by weight.</summary>
    RoundRobin,

    /// <summary>At random; host weights do not count, locality weights do.</summary>
    Random,
}
