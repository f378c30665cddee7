using Mesh.Diagnostics;
using Mesh.Istio.Forecasting.Access;

namespace Mesh.Istio.Forecasting.Engine;

/// <summary>What gateways and pods make of a call, as findings: one for each reason.</summary>
internal static class AccessFindings
{
    public static IEnumerable<Diagnostic> Of(IEnumerable<AccessStep> steps) => steps
        .Where(step => step.Verdict is CallVerdict.Denied or CallVerdict.Refused)
        .GroupBy(step => (step.Cluster, step.Verdict, step.Rule, step.Reason))
        .Select(group => Finding(group.First(), group.Select(step => step.Place).Distinct().Count() - 1));

    public static Diagnostic Assumed(string place, string assumption) => ForecastDiagnostics.AccessAssumed.At(
        place, $"The answer assumes that {assumption}.", "Say it in the question, or ask the authorizer.");

    public static bool IsOne(Diagnostic finding) => finding.Code == ForecastDiagnostics.CallDenied.Code
        || finding.Code == ForecastDiagnostics.CallRefused.Code
        || finding.Code == ForecastDiagnostics.AccessAssumed.Code;

    private static Diagnostic Finding(AccessStep step, int more)
    {
        string others = more > 0 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $" and {more} more like it") : "";
        return (step.Verdict == CallVerdict.Denied ? ForecastDiagnostics.CallDenied : ForecastDiagnostics.CallRefused).At(
            $"clusters/{step.Cluster}/{step.Place}",
            $"{step}{others}.",
            step.Verdict == CallVerdict.Denied
                ? "Permit the caller in an ALLOW rule, or take it out of the DENY rule, where it should be allowed."
                : "Let the client's DestinationRule and the server's PeerAuthentication or Gateway say the same.");
    }
}
