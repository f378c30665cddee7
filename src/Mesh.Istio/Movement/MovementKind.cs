namespace Mesh.Istio.Movement;

/// <summary>What a movement is for.</summary>
public enum MovementKind
{
    /// <summary>Traffic leaves a cluster; it stays the last resort.</summary>
    Drain,

    /// <summary>Traffic leaves a cluster, and none is sent there any more.</summary>
    Evacuate,

    /// <summary>Another cluster comes first: planned disaster recovery, before anything fails.</summary>
    Switch,

    /// <summary>Traffic comes back.</summary>
    Return,
}
