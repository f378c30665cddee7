namespace Mesh.Istio.Resources;

/// <summary>Which connections workloads accept.</summary>
public enum MutualTlsMode
{
    /// <summary>As the policy above says: namespace, then mesh; PERMISSIVE if none says anything.</summary>
    Unset,

    /// <summary>Plain text only.</summary>
    Disable,

    /// <summary>Plain text and mutual TLS.</summary>
    Permissive,

    /// <summary>Mutual TLS only.</summary>
    Strict,
}
