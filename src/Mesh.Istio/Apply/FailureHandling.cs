namespace Mesh.Istio.Apply;

/// <summary>What a failure keeps from being done. It never reaches clusters of the same stage.</summary>
public enum FailureHandling
{
    /// <summary>
    /// In the cluster: the kinds after it, because they rely on it (a WorkloadEntry without its DestinationRule would send users to the
    /// other cluster). In a rollout: the stages after it.
    /// </summary>
    Stop,

    /// <summary>Nothing: every other object and every other stage is tried. Pruning still needs everything to have succeeded.</summary>
    Continue,
}
