using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio.Capacity;
using Mesh.Istio.Failures;
using Mesh.Istio.Simulation;
using static Mesh.Istio.Tests.Capacity.LoadMeshes;

namespace Mesh.Istio.Tests.Capacity;

/// <summary>
/// The load that is forecast for each pod is the rate at which requests come to it in the simulation. 8 random meshes; MESH_RUNS sets
/// another number.
/// </summary>
public class LoadProperties
{
    private const int Requests = 30_000;

    [Fact]
    public void The_load_of_each_pod_is_what_the_simulation_sends_it()
    {
        int runs = int.TryParse(
            Environment.GetEnvironmentVariable("MESH_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 8;
        int compared = 0;
        for (int seed = 1; seed <= runs; seed++)
        {
            compared += Compare(seed);
        }

        Assert.True(compared > runs, "Nothing was compared.");
    }

    // One caller keeps its connection to one pod of a gateway, so that gateways behind a Service are in one place here.
    private static int Compare(int seed)
    {
        var random = new Random(seed);
        string[] names = [.. Enumerable.Range(0, random.Next(2, 4)).Select(i => $"c{i}")];
        MeshModel model = Model(names);
        bool outside = random.Next(3) == 0;
        var builder = new InventoryBuilder();
        foreach (string name in names)
        {
            string region = $"r{random.Next(2)}";
            string[] places = random.Next(2) == 0 ? [$"{region}/z1"] : [$"{region}/z1", $"{region}/z2"];
            var counts = new Dictionary<string, int[]>(StringComparer.Ordinal)
            {
                ["front"] = Counts(random, 1),
                ["a"] = Counts(random, 0),
                ["b"] = Counts(random, 0),
                ["c"] = Counts(random, 1),
            };
            builder.AddShop(name, region, counts, places, outside ? places : places[..1]);
        }

        Inventory inventory = builder.Build();
        MeshResources resources = new IstioGenerator().Generate(model, inventory);
        string from = names[random.Next(names.Length)];
        string service = random.Next(2) == 0 ? "a" : "c";
        var demand = Demand.Of(d => _ = outside ? d.FromOutside(from, Gateway, HostOf(service), 80, 100)
            : d.FromClient(from, Front, HostOf(service), 80, 100));
        Action<FailureBuilder> failure = random.Next(4) switch
        {
            0 => f => f.ServiceScaledToZero(from, $"shop/{service}"),
            1 => f => f.NotReady(from, $"shop/{service}", 1),
            _ => _ => { }
            ,
        };
        LoadForecast load = new LoadForecaster(resources, inventory, demand, CapacityTable.Of(model)).When(failure);
        Assert.False(load.IsUnknown, $"seed {seed}: {load}");
        Dictionary<string, double> simulated = Simulate(resources, inventory, from, outside, service, failure);
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
    private static Dictionary<string, double> Simulate(
        MeshResources resources, Inventory inventory, string from, bool outside, string service, Action<FailureBuilder> failure)
    {
        var rates = new Dictionary<string, double>(StringComparer.Ordinal);
        WorkloadInfo[] clients = [.. inventory.Find(from)!.Workloads.Where(pod => pod.Labels["app"] == (outside ? "ingress" : "front"))];
        foreach (IGrouping<Locality, WorkloadInfo> place in clients.GroupBy(pod => pod.Locality.Value))
        {
            double part = (double)place.Count() / clients.Length;
            SimulationClient client = outside ? new Simulator(resources, inventory).ForGateway(from, $"shop/{place.First().Name}")
                : new Simulator(resources, inventory).ForClient(from, Front, place.Key);
            SimulationResult result = client.To(HostOf(service), 80).WithRate(1000)
                .At(TimeSpan.Zero, failure).For(TimeSpan.FromSeconds(Requests / 1000)).Run();
            foreach (SimulationDestination destination in result.Phases.SelectMany(phase => phase.Destinations))
            {
                string name = $"{destination.Cluster} {destination.Pod}";
                rates[name] = rates.GetValueOrDefault(name) + (part * 100.0 * destination.Requests / result.Requests);
            }
        }

        return rates;
    }

    private static int[] Counts(Random random, int least) => [random.Next(least, 4), random.Next(least, 4)];
}
