namespace Mesh.Istio.Reconciling;

/// <summary>What a reconciler does at the moment.</summary>
public enum ReconcilerState
{
    /// <summary>It does not run.</summary>
    Stopped,

    /// <summary>It follows clusters and model, and another replica writes, or none could be chosen yet.</summary>
    Standby,

    /// <summary>It writes.</summary>
    Leading,
}
