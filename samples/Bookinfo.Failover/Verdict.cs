using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Istio.Simulation;

namespace Bookinfo.Failover;

/// <summary>What a simulation means for users, in one sentence. It claims nothing that the simulation did not see.</summary>
internal static class Verdict
{
    /// <summary>Says whether users saw errors, which cluster answered meanwhile, and whether traffic came home.</summary>
    /// <param name="result">The simulation of a failure in one cluster.</param>
    /// <param name="failed">The cluster in which something failed.</param>
    /// <param name="helper">The cluster that should have answered meanwhile.</param>
    /// <returns>One sentence.</returns>
    public static string Of(SimulationResult result, string failed, string helper)
    {
        if (result.Requests == 0 || result.Diagnostics.Any(finding => finding.Severity != DiagnosticSeverity.Info))
        {
            return "Whether users saw errors is not known: the simulation has findings or no requests.";
        }

        if (result.Failed > 0)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Users saw errors: {result.Failed} of {result.Requests} requests failed.");
        }

        if (!result.Phases.Any(phase => phase.PercentTo(helper) > 0))
        {
            return $"No user saw an error, but {helper} never answered: {failed} did not need it.";
        }

        string home = result.HomeAgain is { } at && result.IsHome
            ? string.Create(CultureInfo.InvariantCulture, $"and {at.TotalSeconds:0.#} s after the start all traffic was home again")
            : "and traffic was not all home again when the simulation ended";
        return $"No user saw an error: {helper} answered for {failed}, {home}.";
    }
}
