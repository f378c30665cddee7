using Mesh.Conformance.Tests.Access;
using Mesh.Conformance.Tests.Applying;
using Mesh.Conformance.Tests.Envoy;
using Mesh.Conformance.Tests.Requests;
using Mesh.Conformance.Tests.Scenario;
using Mesh.Recordings;

namespace Mesh.Conformance.Tests.Known;

/// <summary>No file of the recordings lies there unread: a comparison reads it, or the known list names the issue that will.</summary>
public class PackedFileTests
{
    public static TheoryData<string> Kinds => [.. Truth.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_file_is_read_by_a_comparison_or_listed(string kind)
    {
        var report = new ComparisonReport(kind, "files");
        foreach (RecordedFile file in Truth.Files(kind).Where(file => !file.IsDocumentation))
        {
            report.Compare(file.Path, () => report.Check(IsCompared(file), file.Path, $"No comparison reads this file."));
        }

        report.AssertNoneUnknown();
    }

    private static bool IsCompared(RecordedFile file) => file.Kind switch
    {
        "access" => AccessRecordings.IsCompared(file),
        "apiserver" => ApiServerRecordings.IsCompared(file),
        "envoy" => EnvoyRecordings.AreCompared(file),
        // Every file is taken as lines, and a line that is not known is a difference.
        "gatewayapi" or "istiod" => true,
        "requests" => RouteCase.HoldsRoutes(file) || AccessCase.IsCompared(file) || TlsCase.IsCompared(file),
        "scenario" => ScenarioRecordings.IsRun(file) || GuardrailMatrixTests.IsCompared(file) || WhoCase.IsCompared(file),
        _ => false,
    };
}
