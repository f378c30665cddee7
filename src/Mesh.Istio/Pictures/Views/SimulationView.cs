using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Pictures.Views;

/// <summary>Makes the picture of one phase of a simulation.</summary>
internal static class SimulationView
{
    public static TopologyView Of(SimulationResult result, SimulationPhase phase, Inventory? inventory)
    {
        var draft = new Draft();
        int space = result.Client.IndexOf(' ', StringComparison.Ordinal);
        string home = space < 0 ? "" : result.Client[..space];
        string from = draft.Node(home, TopologyNodeKind.Client, result.Client[(space + 1)..], "");
        string call = string.Create(CultureInfo.InvariantCulture, $"{result.Host}:{result.Port}");
        (string Cluster, string Pod, long Requests)[] parts = [.. phase.Destinations
            .Select(destination => (destination.Cluster, destination.Pod, destination.Requests))
            .OrderBy(part => part.Cluster, StringComparer.Ordinal)
            .ThenBy(part => part.Pod, StringComparer.Ordinal)];
        string[] labels = Percentages.Of([.. parts.Select(part => Part(part.Requests, phase)), Part(phase.Failed, phase)]);
        foreach (((string cluster, string pod, long requests), string label) in parts.Zip(labels))
        {
            string to = draft.Node(cluster, TopologyNodeKind.Service, pod, "");
            draft.Arrow(new TopologyArrow(from, to, TopologyArrowKind.Call, call, Part(requests, phase)) { Label = $"{label} %" });
        }

        if (phase.Failed > 0)
        {
            string to = draft.Node(home, TopologyNodeKind.Lost, "nobody answers", "");
            draft.Arrow(new TopologyArrow(from, to, TopologyArrowKind.Loss, call, Part(phase.Failed, phase)) { Label = $"{labels[^1]} %" });
        }

        return draft.ToView(inventory) with
        {
            Title = string.Create(
                CultureInfo.InvariantCulture,
                $"{result.Client} to {call}, from {phase.From.TotalSeconds:0.###} s: {phase.Name}, {phase.Requests} requests"),
            Diagnostics = result.Diagnostics,
        };
    }

    private static double Part(long requests, SimulationPhase phase) => phase.Requests == 0 ? 0 : 100.0 * requests / phase.Requests;
}
