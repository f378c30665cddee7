namespace Mesh.Istio.Report;

/// <summary>Something that is not as in the last report.</summary>
/// <param name="Kind">Whether it is for the better.</param>
/// <param name="Sentence">What, in one sentence without a full stop: <c>checkout in eu-1 loses its fallback us-1</c>.</param>
public sealed record ReportChange(ReportChangeKind Kind, string Sentence);
