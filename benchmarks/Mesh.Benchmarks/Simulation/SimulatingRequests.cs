using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Failures;
using Mesh.Istio.Simulation;

namespace Mesh.Benchmarks.Simulation;

/// <summary>Requests through a sidecar to pods, and through a sidecar and a gateway to pods, on one core and without log.</summary>
internal sealed class SimulatingRequests : IBenchmark
{
    private const double Wanted = 1_000_000;
    private const int Rounds = 7;
    private const int WarmUps = 3;
    private const double Rate = 1_000;
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(500);
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1_000);

    public string Name => "simulating-requests";

    public IEnumerable<BenchmarkRow> Run()
    {
        (MeshResources resources, Inventory inventory) = Bookinfo();
        var simulator = new Simulator(resources, inventory);
        SimulationClient client = simulator.ForClient("aws", "bookinfo/productpage");
        foreach ((string what, string host,
            int port) in ((string, string, int)[])[("sidecar to pods", "details", 9080),
                ("sidecar, gateway, pods", "details.example.com", 80)])
        {
            yield return Measured($"{what}: an even rate", () => client.To(host, port).WithRate(Rate).For(Duration));
            yield return Measured(
                $"{what}: one caller after the other",
                () => client.To(host, port).WithCallers(1, TimeSpan.FromMilliseconds(1)).For(Duration));
            yield return Measured(
                $"{what}: with an outage of half of the time",
                () => client.To(host, port).WithRate(Rate).For(Duration)
                    .At(Outage / 2, failure => failure.PodsFail("aws", "bookinfo/details", FailureKind.Refused, 1)).RecoverAt(
                        Outage * 1.5));
        }
    }

    private static BenchmarkRow Measured(string what, Func<SimulationBuilder> ask)
    {
        double[] rates = [.. Enumerable.Range(0, WarmUps + Rounds).Select(_ => RequestsPerSecond(ask())).Skip(WarmUps).Order()];
        return BenchmarkRow.AtLeast(what, rates[Rounds / 2], "requests/s", Wanted);
    }

    // Time of the processor, as the machine may have other work.
    private static double RequestsPerSecond(SimulationBuilder simulation)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        SimulationResult result = simulation.Run();
        double seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        return result.Requests > 100_000 && result.Failed < result.Requests / 10 && result.Diagnostics.Count == 0
            ? result.Requests / seconds
            : throw new InvalidOperationException($"The simulation did not run: {result}");
    }

    private static (MeshResources Resources, Inventory Inventory) Bookinfo()
    {
        MeshModel model = new MeshBuilder("shop")
            .AddCluster("aws")
            .AddCluster("gcp")
            .AddTenant("dev", t => t
                .AddWorkspace("bookinfo", w => w
                    .WithNamespaces("*/bookinfo")
                    .AddGateway("ingress", g => g
                        .InNamespace("bookinfo").WithWorkload("app", "ingress")
                        .AddHttpServer("details", "details.example.com", s => s.RouteTo("details", 9080)))))
            .Build();
        Inventory inventory = new InventoryBuilder()
            .AddCluster("aws", c => Declare(c, "us-east-2", 1))
            .AddCluster("gcp", c => Declare(c, "us-west1", 2))
            .Build();
        MeshResources resources = new IstioGenerator().Generate(model, inventory);
        return resources.Diagnostics.HasErrors ? throw new InvalidOperationException(resources.Diagnostics.ToString())
            : (resources, inventory);
    }

    private static void Declare(InventoryClusterBuilder cluster, string region, int number) => cluster
        .WithRegion(region)
        .AddNode("node-0", n => n.At($"{region}/{region}-a"))
        .AddNode("node-1", n => n.At($"{region}/{region}-b"))
        .AddNamespace("bookinfo")
        .AddService("bookinfo", "details", s => s.WithSelector("app", "details").WithPort(9080, "http").WithClusterIp($"10.{number}.0.10"))
        .AddService(
            "bookinfo", "productpage", s => s.WithSelector("app", "productpage").WithPort(9080, "http").WithClusterIp($"10.{number}.0.11"))
        .AddWorkload("bookinfo", "details-0", w => w.WithLabel("app", "details").WithAddress($"10.{number}.1.10").OnNode("node-0"))
        .AddWorkload("bookinfo", "details-1", w => w.WithLabel("app", "details").WithAddress($"10.{number}.1.11").OnNode("node-1"))
        .AddWorkload("bookinfo", "productpage-0", w => w.WithLabel("app", "productpage").WithAddress($"10.{number}.1.12").OnNode("node-0"))
        .AddGateway(
            "bookinfo", "ingress",
            g => g.WithWorkload("app", "ingress").WithPorts(80, 15443).WithClusterIp($"10.{number}.0.50")
                .WithExternalAddress($"198.51.100.{number}").At($"{region}/{region}-a"));
}
