using Mesh.Inventories;
using Mesh.Istio.Capacity;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Movement.Planning;

/// <summary>Plays the calls of a demand while a step takes effect.</summary>
internal sealed class StepSimulation(
    MeshResources before, Inventory inventory, MeshResources after, Inventory then, Demand demand, int most)
{
    // Enough to see every endpoint, and little enough for a plan in seconds.
    private const double MostRate = 25;

    private static TimeSpan Pushed => TimeSpan.FromSeconds(5);

    private static TimeSpan Duration => TimeSpan.FromSeconds(15);

    /// <summary>The requests that fail, and the calls that were not played.</summary>
    public (double Failed, ValueList<string> Left) Run(LoadForecast load)
    {
        if (ReferenceEquals(before, after) && ReferenceEquals(inventory, then))
        {
            return (0, []);
        }

        DemandFlow[] calls = [.. Calls(load).OrderByDescending(call => call.RequestsPerSecond).ThenBy(NameOf, StringComparer.Ordinal)];
        double failed = calls.Take(most).Sum(Failed);
        return (failed, calls.Skip(most).Select(NameOf).ToValueList());
    }

    private IEnumerable<DemandFlow> Calls(LoadForecast load)
    {
        foreach (DemandFlow flow in demand.Flows.Where(flow => flow.RequestsPerSecond > 0))
        {
            yield return flow;
        }

        foreach (CallRatio call in demand.Calls.AsEnumerable())
        {
            foreach (ServiceLoad caller in load.Services.AsEnumerable()
                .Where(service => service.Workload == call.Workload && service.RequestsPerSecond > 0))
            {
                yield return new DemandFlow
                {
                    Cluster = caller.Cluster,
                    Workload = caller.Workload,
                    Host = call.Host,
                    Port = call.Port,
                    RequestsPerSecond = caller.RequestsPerSecond * call.CallsPerRequest,
                };
            }
        }
    }

    private double Failed(DemandFlow call)
    {
        double rate = Math.Clamp(call.RequestsPerSecond, 1, MostRate);
        var simulator = new Simulator(before, inventory);
        SimulationClient client = call.IsFromOutside ? simulator.ForGateway(call.Cluster, call.Workload)
            : simulator.ForClient(call.Cluster, call.Workload);
        SimulationBuilder run = client
            .To(call.Host, call.Port > 0 ? call.Port : 80, request => request.WithMethod(call.Method).WithPath(call.Path))
            .WithRate(rate).For(Duration);
        run = ReferenceEquals(inventory, then) ? run : run.PushAt(Pushed, then);
        run = ReferenceEquals(before, after) ? run : run.PushAt(Pushed, after);
        return run.Run().Failed * call.RequestsPerSecond / rate;
    }

    private static string NameOf(DemandFlow call) => $"{call.Cluster} {call.Workload} to {call.Host}";
}
