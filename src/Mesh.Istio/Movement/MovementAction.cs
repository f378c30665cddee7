namespace Mesh.Istio.Movement;

/// <summary>What a step of a movement does.</summary>
public enum MovementAction
{
    /// <summary>More pods are made, by whoever owns the workload.</summary>
    Scale,

    /// <summary>A part of the traffic is sent elsewhere.</summary>
    Shift,

    /// <summary>Users outside are pointed to another gateway, by whoever owns their names.</summary>
    Users,

    /// <summary>What was meant is written as it is to stay.</summary>
    Stop,

    /// <summary>Somebody looks whether everything is as it was forecast.</summary>
    Verify,

    /// <summary>Nothing is done for a while, so that going back is still one step.</summary>
    Hold,
}
