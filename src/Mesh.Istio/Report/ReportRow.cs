namespace Mesh.Istio.Report;

/// <summary>A call that was asked about: a row of the report.</summary>
/// <param name="Client">The client, <c>CLUSTER NAMESPACE/NAME</c>, with its place where the client is in several.</param>
/// <param name="Host">The host that it calls.</param>
/// <param name="Port">The port that it calls.</param>
/// <param name="Request">The request and the route that it takes; empty where all routes of the host lead to the same place.</param>
/// <param name="Cells">For each failure of the report the place of its outcome in <see cref="MeshReport.Outcomes"/>.</param>
public sealed record ReportRow(string Client, string Host, int Port, string Request, ValueList<int> Cells)
{
    /// <summary>The client's cluster; empty where the client does not say one.</summary>
    public string Cluster => Client.IndexOf(' ', StringComparison.Ordinal) is > 0 and var end ? Client[..end] : "";
}
