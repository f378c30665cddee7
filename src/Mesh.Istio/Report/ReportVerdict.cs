namespace Mesh.Istio.Report;

/// <summary>What a report comes to.</summary>
public enum ReportVerdict
{
    /// <summary>Nothing is lost in anything that was asked.</summary>
    Survives,

    /// <summary>Requests are lost.</summary>
    LosesRequests,

    /// <summary>Nobody knows: a name in a question does not exist, or nothing was asked.</summary>
    Unknown,
}
