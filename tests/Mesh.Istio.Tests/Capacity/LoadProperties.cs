using Mesh.Inventories;
using Mesh.Istio.Capacity;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Tests.Capacity;

/// <summary>
/// The load that is forecast for each pod is the rate at which requests come to it in the simulation, and pods are overloaded where their
/// simulated queue grows without end. 8 random meshes; MESH_RUNS sets another number.
/// </summary>
public class LoadProperties
{
    private const int Requests = 30_000;

    [Fact]
    public void The_load_of_each_pod_is_what_the_simulation_sends_it()
    {
        int runs = RandomShop.Runs(8);
        int compared = 0;
        for (int seed = 1; seed <= runs; seed++)
        {
            compared += Compare(seed);
        }

        Assert.True(compared > runs, "Nothing was compared.");
    }

    [Fact]
    public void Pods_are_overloaded_where_their_simulated_queue_grows_without_end()
    {
        int runs = RandomShop.Runs(8), above = 0, below = 0;
        for (int seed = 1; seed <= runs; seed++)
        {
            foreach ((PodLoad pod, SimulatedLoad? simulated, int waited) in Queues(seed))
            {
                // So near to what it carries chance decides.
                if (Math.Abs((pod.Utilisation ?? 0) - 1) < 0.05)
                {
                    continue;
                }

                Assert.True(
                    pod.IsOverloaded() == waited > 0.02 * 100 * QueueSeconds / 2,
                    $"seed {seed}: {pod.Cluster} {pod.Pod} at {pod.Utilisation}: {waited} more wait; {simulated}");
                Assert.True(simulated is null || Math.Abs(simulated.Utilisation - pod.Utilisation!.Value) < 0.03 + (0.05 * pod.Utilisation),
                    $"seed {seed}: {pod.Cluster} {pod.Pod} at {pod.Utilisation}: {simulated}");
                (above, below) = pod.IsOverloaded() ? (above + 1, below) : (above, below + 1);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{above} pods overloaded, {below} not");
        Assert.True(runs < 6 || (above > runs / 3 && below > runs / 3), $"{above} above, {below} below");
    }

    private const int QueueSeconds = 120;

    // The second half of the time: what fails at the start is over by then.
    private static IEnumerable<(PodLoad Pod, SimulatedLoad? Simulated, int More)> Queues(int seed)
    {
        var shop = new RandomShop(seed, isInOnePlace: true);
        LoadForecast load = shop.Load(shop.Rate);
        SimulationResult result = shop.Capacities.ApplyTo(shop.Ask(shop.Callers().Single())).WithRandomRate(shop.Rate)
            .At(TimeSpan.Zero, shop.Failure).For(TimeSpan.FromSeconds(QueueSeconds)).Run();
        foreach (PodLoad pod in load.Pods.Where(pod => !pod.IsGateway))
        {
            SimulatedLoad? simulated = result.Loads.FirstOrDefault(
                entry => entry.Cluster == pod.Cluster && entry.Pod == $"shop/{pod.Pod}");
            yield return (pod, simulated, (simulated?.WaitingAtEnd ?? 0) - (simulated?.WaitingHalfway ?? 0));
        }
    }

    private static int Compare(int seed)
    {
        var shop = new RandomShop(seed);
        LoadForecast load = shop.Load(100);
        Assert.False(load.IsUnknown, $"seed {seed}: {load}");
        Dictionary<string, double> simulated = Simulate(shop);
        PodLoad[] pods = [.. load.Pods.Where(pod => !pod.IsGateway)];
        Assert.Equal(100 - load.Lost.Sum(lost => lost.RequestsPerSecond), pods.Sum(pod => pod.RequestsPerSecond), 3);
        foreach (PodLoad pod in pods)
        {
            double counted = simulated.GetValueOrDefault($"{pod.Cluster} shop/{pod.Pod}");
            // 3 %, and four times what chance alone does to so many requests.
            double chance = 4 * Math.Sqrt(Math.Max(1, pod.RequestsPerSecond * Requests / 100)) * 100 / Requests;
            Assert.True(
                Math.Abs(pod.RequestsPerSecond - counted) <= Math.Max(0.03 * pod.RequestsPerSecond, chance),
                $"seed {seed}: {pod.Cluster} {pod.Pod} gets {counted}, forecast {pod.RequestsPerSecond}\n{load}");
        }

        return pods.Length;
    }

    // A client in two places sends from each what its pods there send.
    private static Dictionary<string, double> Simulate(RandomShop shop)
    {
        var rates = new Dictionary<string, double>(StringComparer.Ordinal);
        int clients = shop.Callers().Sum(place => place.Count());
        foreach (IGrouping<Locality, WorkloadInfo> place in shop.Callers())
        {
            double part = (double)place.Count() / clients;
            SimulationResult result = shop.Ask(place).WithRate(1000).At(TimeSpan.Zero, shop.Failure)
                .For(TimeSpan.FromSeconds(Requests / 1000)).Run();
            foreach (SimulationDestination destination in result.Phases.SelectMany(phase => phase.Destinations))
            {
                string name = $"{destination.Cluster} {destination.Pod}";
                rates[name] = rates.GetValueOrDefault(name) + (part * 100.0 * destination.Requests / result.Requests);
            }
        }

        return rates;
    }
}
