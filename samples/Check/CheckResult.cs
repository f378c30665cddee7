using Mesh.Diagnostics;
using Mesh.Istio.Report;

namespace Checking;

/// <summary>What a check found.</summary>
internal sealed record CheckResult(MeshReport Report)
{
    public int ExitCode(DiagnosticSeverity? failOn) => Report.Verdict switch
    {
        ReportVerdict.LosesRequests => Checking.ExitCode.Lost,
        ReportVerdict.Unknown => Checking.ExitCode.Unknown,
        _ when failOn is { } least && Report.Findings.Any(finding => finding.Severity >= least) => Checking.ExitCode.Findings,
        _ => Checking.ExitCode.Fine,
    };
}
