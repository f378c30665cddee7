using System.Text.Json;
using Mesh.Istio.Forecasting.Serialization;
using Mesh.Istio.Pictures;
using Mesh.Istio.Pictures.Serialization;

namespace Mesh.Istio.Report.Serialization;

/// <summary>Reports as JSON, all fields in camel case.</summary>
internal static class ReportJson
{
    private static readonly StrictJson Json = new(ReportJsonContext.Default);

    public static string Write(MeshReport report) => Json.Write(report);

    public static MeshReport Read(string json)
    {
        MeshReport report = Json.Read<MeshReport>(json);
        foreach (ReportRow row in report.Rows)
        {
            if (row.Cells.Count != report.Failures.Count || row.Cells.Any(cell => cell < 0 || cell >= report.Outcomes.Count))
            {
                throw new JsonException($"The cells of {row.Client} to {row.Host} do not name one outcome for each failure.");
            }
        }

        foreach (Timeline timeline in report.Timelines)
        {
            TopologyCheck.Require(timeline);
        }

        return report;
    }
}
