namespace Mesh.Istio.Report;

/// <summary>What is different between two reports. Made by <see cref="MeshReport.Compare"/>.</summary>
/// <param name="Before">The title of the first report.</param>
/// <param name="Changes">What changed, the worse first.</param>
public sealed record ReportDifference(string Before, ValueList<ReportChange> Changes)
{
    /// <summary>Whether anything is worse than before.</summary>
    public bool IsWorse => Changes.Any(change => change.Kind == ReportChangeKind.Worse);

    /// <summary>The changes, a line each.</summary>
    /// <returns>A text for people.</returns>
    public override string ToString() => Changes.IsEmpty
        ? "Nothing is different."
        : string.Join('\n', Changes.Select(change => $"{Words(change.Kind)}: {change.Sentence}"));

    internal static string Words(ReportChangeKind kind) => kind switch
    {
        ReportChangeKind.Worse => "worse",
        ReportChangeKind.Better => "better",
        _ => "other",
    };
}
