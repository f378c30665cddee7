namespace Mesh.Istio.Movement;

/// <summary>What a runner does, or how a run ended.</summary>
public enum MovementRunState
{
    /// <summary>It does not run.</summary>
    Stopped,

    /// <summary>Another runner carries out a plan; this one goes on where that one stops.</summary>
    Standby,

    /// <summary>It carries out steps.</summary>
    Moving,

    /// <summary>A step could not be carried out or a gate did not open, and it goes back.</summary>
    GoingBack,

    /// <summary>Ended: every step was carried out, and every gate opened.</summary>
    Done,

    /// <summary>Ended: the mesh is in an earlier state of the plan; the findings say why.</summary>
    WentBack,

    /// <summary>Ended before the plan did, by its caller or because an API server did not answer: another run goes on.</summary>
    Interrupted,

    /// <summary>Nothing was done; the findings say why.</summary>
    Refused,
}
