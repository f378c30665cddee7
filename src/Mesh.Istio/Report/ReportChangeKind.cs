namespace Mesh.Istio.Report;

/// <summary>Whether a change between two reports is for the better.</summary>
public enum ReportChangeKind
{
    /// <summary>Something is worse: it is lost, or has a fallback less.</summary>
    Worse,

    /// <summary>Something is better.</summary>
    Better,

    /// <summary>Neither: another cluster answers, or something else was asked.</summary>
    Other,
}
