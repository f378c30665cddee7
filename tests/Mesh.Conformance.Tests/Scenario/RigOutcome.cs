using Mesh.Istio.Simulation;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>What came out of a run of the second round, recorded or simulated.</summary>
internal sealed class RigOutcome
{
    private RigOutcome(IEnumerable<(RigRequest Recorded, string Destination, TimeSpan Duration)> requests, RigCase run)
    {
        foreach ((RigRequest recorded, string destination, TimeSpan duration) in requests)
        {
            (string phase, string method) = (recorded.Phase, recorded.Method);
            bool failed = destination == "failed";
            Failed[phase] = Failed.GetValueOrDefault(phase) + (failed ? 1 : 0);
            FailedByMethod[(phase, method)] = FailedByMethod.GetValueOrDefault((phase, method)) + (failed ? 1 : 0);
            Answered[(phase, destination)] = Answered.GetValueOrDefault((phase, destination)) + 1;
            Longest[phase] = Max(Longest.GetValueOrDefault(phase), duration);
            LongestInside[phase] = Max(LongestInside.GetValueOrDefault(phase), run.IsAtBoundary(recorded) ? TimeSpan.Zero : duration);
        }
    }

    internal Dictionary<string, int> Failed { get; } = [];

    internal Dictionary<(string Phase, string Method), int> FailedByMethod { get; } = [];

    internal Dictionary<(string Phase, string Destination), int> Answered { get; } = [];

    internal Dictionary<string, TimeSpan> Longest { get; } = [];

    /// <summary>The same without requests that were under way at an event.</summary>
    internal Dictionary<string, TimeSpan> LongestInside { get; } = [];

    internal static RigOutcome Recorded(RigCase run) =>
        new(run.Requests.Select(request => (request, request.Destination, request.Duration)), run);

    internal static RigOutcome Simulated(RigCase run, ulong seed)
    {
        var requests = new SimulatedRequest[run.Requests.Length];
        SimulationResult result = run.Simulation(seed).WithRequests(request => requests[request.Index] = request).Run();
        Assert.DoesNotContain(result.Diagnostics, finding => finding.Code is not ("MF010" or "MF011"));
        return new RigOutcome(
            requests.Zip(run.Requests, (request, recorded) =>
                (recorded, request.Failed ? "failed" : request.Cluster, request.Duration)), run);
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
