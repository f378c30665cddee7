using System.Globalization;
using Mesh.Istio.Simulation;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>What came out of a run, recorded or simulated, in the recording's terms.</summary>
internal sealed class ScenarioOutcome
{
    private ScenarioOutcome(IEnumerable<(string Destination, string Phase)> requests)
    {
        foreach ((string destination, string phase) in requests)
        {
            Failures[phase] = Failures.GetValueOrDefault(phase) + (char.IsAsciiDigit(destination[0]) ? 1 : 0);
            Served[(phase, destination)] = Served.GetValueOrDefault((phase, destination)) + 1;
            if (Order.Count == 0 || Order[^1] != destination)
            {
                Order.Add(destination);
            }
        }
    }

    internal Dictionary<string, int> Failures { get; } = [];

    internal Dictionary<(string Phase, string Destination), int> Served { get; } = [];

    /// <summary>Destinations in their order, without counts; those of a phase are in <see cref="Served"/>.</summary>
    internal List<string> Order { get; } = [];

    /// <summary>Status, flags and details by proxy.</summary>
    internal Dictionary<(string Proxy, string Response), int> Responses { get; } = [];

    internal HashSet<string> Shapes { get; } = new(StringComparer.Ordinal);

    internal string OrderText => string.Join(' ', Order);

    internal static ScenarioOutcome Recorded(ScenarioCase scenario)
    {
        var outcome = new ScenarioOutcome(scenario.Requests.Select(request => (request.Destination, request.Phase)));
        foreach ((string proxy, System.Text.Json.Nodes.JsonNode? responses) in scenario.Expect["responses"]!.AsObject())
        {
            foreach ((string response, System.Text.Json.Nodes.JsonNode? count) in responses!.AsObject())
            {
                outcome.Responses[(proxy, response)] = (int)count!;
            }
        }

        outcome.Shapes.UnionWith(scenario.AccessLog.Select(entry => LogShape.Of(entry.Proxy, entry.Line)));
        return outcome;
    }

    internal static ScenarioOutcome Simulated(ScenarioCase scenario, ulong seed)
    {
        var requests = new SimulatedRequest[scenario.Requests.Length];
        var lines = new List<AccessLogLine>();
        SimulationResult result = scenario.Simulation(seed)
            .WithLog(lines.Add)
            .WithRequests(request => requests[request.Index] = request)
            .Run();
        // The recorded istiods read no other cluster, which is what is assumed.
        Assert.DoesNotContain(result.Diagnostics, finding => finding.Code != "MF011");
        var outcome = new ScenarioOutcome(requests.Zip(scenario.Requests, (request, recorded) => (DestinationOf(request), recorded.Phase)));
        foreach (AccessLogLine line in lines)
        {
            string proxy = ScenarioCase.NameOf(line.Proxy);
            var key = (proxy, $"{line.Status.ToString(CultureInfo.InvariantCulture)} {line.Flags} {line.Details}");
            outcome.Responses[key] = outcome.Responses.GetValueOrDefault(key) + 1;
            outcome.Shapes.Add(LogShape.Of(proxy, line.ToString()));
        }

        return outcome;
    }

    private static string DestinationOf(SimulatedRequest request) =>
        request.Cluster.Length > 0 ? request.Cluster : request.Status.ToString(CultureInfo.InvariantCulture);
}
