namespace Mesh.Istio.Report;

/// <summary>A failure that was asked about: a column of the report.</summary>
/// <param name="Name">The failure in words; <c>nothing fails</c> for the state as observed.</param>
/// <param name="Size">How many things fail at once; 0 for the state as observed.</param>
public sealed record ReportFailure(string Name, int Size);
