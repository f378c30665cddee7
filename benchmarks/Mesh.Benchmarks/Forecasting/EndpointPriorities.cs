using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Resources;

namespace Mesh.Benchmarks.Forecasting;

/// <summary>The endpoint groups of a thousand hosts for clients in a hundred places, after loading.</summary>
internal sealed class EndpointPriorities : IBenchmark
{
    private const int Hosts = 1_000;
    private const int Places = 100;
    private const int Endpoints = 6;
    private const int Rounds = 7;
    private const int WarmUps = 3;

    public string Name => "endpoint-priorities";

    public IEnumerable<BenchmarkRow> Run()
    {
        foreach ((string what, LocalityLbSetting setting) in new (string, LocalityLbSetting)[]
        {
            ("default failover", new LocalityLbSetting()),
            ("failoverPriority",
                new LocalityLbSetting { FailoverPriority = ["topology.istio.io/network", LocalityLabel.Region, LocalityLabel.Zone] }),
            ("distribute",
                new LocalityLbSetting
                {
                    Distribute = [new LocalityDistribute { From = "*", To = [new("region-0/*", 80), new("region-1/*", 20)] }],
                }),
        })
        {
            PushContext mesh = Mesh(setting);
            ClientProxy[] clients = [.. Enumerable.Range(0, Places).Select(Client)];
            for (int i = 0; i < WarmUps; i++)
            {
                Seconds(new ControlPlaneView(mesh), clients);
            }

            TimeSpan start = Environment.CpuUsage.TotalTime;
            ControlPlaneView view = new ControlPlaneView(mesh);
            double loading = (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
            yield return BenchmarkRow.Info($"{what}: indexing {Hosts:#,0} hosts", loading, "ms");
            yield return BenchmarkRow.AtMost(
                $"{what}: {Hosts:#,0} hosts for {Places} places, first time", Seconds(view, clients), "s", 0.5);
            double[] times = [.. Enumerable.Range(0, Rounds).Select(_ => Seconds(view, clients)).Order()];
            yield return BenchmarkRow.AtMost($"{what}: the same again", times[Rounds / 2], "s", 0.5);
        }
    }

    // Time of the processor, as the machine may have other work.
    private static double Seconds(ControlPlaneView view, ClientProxy[] clients)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        int groups = 0;
        foreach (ClientProxy client in clients)
        {
            foreach (EnvoyCluster cluster in view.For(client).Clusters)
            {
                groups += cluster.Groups?.Count ?? 0;
            }
        }

        return groups > 0 ? (Environment.CpuUsage.TotalTime - start).TotalSeconds
            : throw new InvalidOperationException("Nothing was computed.");
    }

    private static ClientProxy Client(int place) => new()
    {
        Namespace = "shop",
        Cluster = "east",
        Network = $"network-{place % 3}",
        Locality = Locality.Parse($"region-{place % 5}/zone-{place % 3}/subzone-{place % 7}"),
        Labels = [new("app", "client")],
    };

    private static PushContext Mesh(LocalityLbSetting setting) => PushContext.Of(
        "east",
        new MeshResources
        {
            Clusters = [new ClusterResources(
                "east") { Objects = Enumerable.Range(0, Hosts).SelectMany(host => Objects(host, setting)).ToValueList() }],
        },
        Inventory.Empty);

    private static IEnumerable<IstioObject> Objects(int host, LocalityLbSetting setting)
    {
        string name = $"host-{host}.example.com";
        yield return new ServiceEntry
        {
            Metadata = new ObjectMeta { Name = $"host-{host}", Namespace = "shop" },
            Hosts = [name],
            Location = ServiceEntryLocation.MeshInternal,
            Resolution = ServiceEntryResolution.Static,
            Ports = [new ServicePort { Number = 80, Name = "http", Protocol = "HTTP" }],
            Endpoints = Enumerable.Range(0, Endpoints).Select(i => new WorkloadEndpoint
            {
                Address = $"10.{host / 250}.{host % 250}.{i + 1}",
                Locality = $"region-{(host + i) % 5}/zone-{i % 3}",
                Labels = [new("app", "details")],
            }).ToValueList(),
        };
        yield return new DestinationRule
        {
            Metadata = new ObjectMeta { Name = $"host-{host}", Namespace = "shop" },
            Host = name,
            TrafficPolicy = new TrafficPolicy
            {
                OutlierDetection = new OutlierDetection { MaxEjectionPercent = 100 },
                LoadBalancer = new LoadBalancerSettings { LocalityLbSetting = setting },
            },
        };
    }
}
