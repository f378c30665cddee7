using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio.Capacity;
using Mesh.Istio.Failures;
using Mesh.Istio.Simulation;
using static Mesh.Istio.Tests.Capacity.LoadMeshes;

namespace Mesh.Istio.Tests.Capacity;

/// <summary>
/// A random mesh with one caller: a function of its seed. One caller keeps its connection to one pod of a gateway, so that gateways behind
/// a Service are in one place here.
/// </summary>
internal sealed class RandomShop
{
    public RandomShop(int seed, bool isInOnePlace = false)
    {
        var random = new Random(seed);
        string[] names = [.. Enumerable.Range(0, random.Next(2, 4)).Select(i => $"c{i}")];
        Model = Model(names);
        IsOutside = random.Next(3) == 0;
        var builder = new InventoryBuilder();
        foreach (string name in names)
        {
            string region = $"r{random.Next(2)}";
            string[] places = random.Next(2) == 0 || isInOnePlace ? [$"{region}/z1"] : [$"{region}/z1", $"{region}/z2"];
            var counts = new Dictionary<string, int[]>(StringComparer.Ordinal)
            {
                ["front"] = Counts(random, 1),
                ["a"] = Counts(random, 0),
                ["b"] = Counts(random, 0),
                ["c"] = Counts(random, 1),
            };
            builder.AddShop(name, region, counts, places, IsOutside ? places : places[..1]);
        }

        Inventory = builder.Build();
        Resources = new IstioGenerator().Generate(Model, Inventory);
        From = names[random.Next(names.Length)];
        Clusters = names;
        Service = random.Next(2) == 0 ? "a" : "c";
        Failure = random.Next(4) switch
        {
            0 => f => f.ServiceScaledToZero(From, $"shop/{Service}"),
            1 => f => f.NotReady(From, $"shop/{Service}", 1),
            _ => _ => { }
            ,
        };
        Rate = random.Next(20, 500);
    }

    public MeshModel Model { get; }

    public Inventory Inventory { get; }

    public MeshResources Resources { get; }

    public IReadOnlyList<string> Clusters { get; }

    public string From { get; }

    public string Service { get; }

    public bool IsOutside { get; }

    public Action<FailureBuilder> Failure { get; }

    /// <summary>Requests per second, from far too few for the pods to far too many.</summary>
    public int Rate { get; }

    public CapacityTable Capacities => CapacityTable.Of(Model);

    public Demand DemandOf(double rate) => Demand.Of(d => _ = IsOutside ? d.FromOutside(From, Gateway, HostOf(Service), 80, rate)
        : d.FromClient(From, Front, HostOf(Service), 80, rate));

    public LoadForecast Load(double rate) => new LoadForecaster(Resources, Inventory, DemandOf(rate), Capacities).When(Failure);

    /// <summary>The pods that send, by place: each place sends the part of its pods.</summary>
    public IEnumerable<IGrouping<Locality, WorkloadInfo>> Callers() => Inventory.Find(From)!.Workloads
        .Where(pod => pod.Labels["app"] == (IsOutside ? "ingress" : "front")).GroupBy(pod => pod.Locality.Value);

    public SimulationBuilder Ask(IGrouping<Locality, WorkloadInfo> place) => Ask(new Simulator(Resources, Inventory), place);

    public SimulationBuilder Ask(Simulator simulator, IGrouping<Locality, WorkloadInfo> place) =>
        (IsOutside ? simulator.ForGateway(From, $"shop/{place.First().Name}") : simulator.ForClient(From, Front, place.Key))
            .To(HostOf(Service), 80);

    public static int Runs(int otherwise) => int.TryParse(
        Environment.GetEnvironmentVariable("MESH_RUNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number : otherwise;

    private static int[] Counts(Random random, int least) => [random.Next(least, 4), random.Next(least, 4)];
}
