namespace Mesh.Istio.Forecasting.Engine;

/// <summary>How requests fail; outlier detection counts some of it.</summary>
internal enum FaultKind
{
    /// <summary>They do not.</summary>
    None,

    /// <summary>No connection, or it is cut: a failure of local origin.</summary>
    Unreachable,

    /// <summary>A proxy answers 503.</summary>
    Answers503,

    /// <summary>A gateway answers 404 because it has no route, or another status below 500; nothing counts that.</summary>
    Answers404,

    /// <summary>A policy forbids them: 403, 401, or the connection is closed; nothing counts that.</summary>
    Denied,

    /// <summary>Connections succeed and nothing is answered; nothing counts that but a timeout.</summary>
    NeverAnswers,
}
