namespace Mesh.Istio.Simulation.Engine;

/// <summary>What happens to a request next.</summary>
internal enum Step
{
    /// <summary>It arrives at a proxy.</summary>
    Arrive,

    /// <summary>A host is chosen, for the first time or again.</summary>
    Try,

    /// <summary>The connection stands, or cannot be made.</summary>
    Dialled,

    /// <summary>The request is sent once more, after packets were lost.</summary>
    Resend,

    /// <summary>The try ends.</summary>
    End,

    /// <summary>A deadline is over.</summary>
    TimeOut,

    /// <summary>It is done.</summary>
    Done,
}
