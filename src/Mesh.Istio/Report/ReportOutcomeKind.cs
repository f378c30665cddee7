namespace Mesh.Istio.Report;

/// <summary>What a failure does to a call.</summary>
public enum ReportOutcomeKind
{
    /// <summary>All requests are answered, by the same clusters and with the same shares as while nothing fails.</summary>
    Answered,

    /// <summary>All requests are answered, but not as while nothing fails.</summary>
    Moved,

    /// <summary>A part of the requests is lost.</summary>
    PartlyLost,

    /// <summary>All requests are lost.</summary>
    Lost,

    /// <summary>The client itself is in what fails; nothing of it is lost, and the outcome holds nothing else.</summary>
    ClientGone,

    /// <summary>Nobody knows: a name in the question does not exist. It counts as lost.</summary>
    Unknown,
}
