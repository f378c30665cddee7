using System.Globalization;
using Mesh.Inventories;
using Mesh.Istio.Capacity;

namespace Mesh.Istio.Tests.Capacity;

/// <summary>Meshes with a shop: a front that calls a, which calls b, in clusters with places, gateways and pods by number.</summary>
internal static class LoadMeshes
{
    internal const string Front = "shop/front";
    internal const string Gateway = "shop/ingress";

    internal static string HostOf(string service) => $"{service}.example.com";

    internal static MeshModel Model(IEnumerable<string> clusters)
    {
        MeshBuilder mesh = new("acme");
        foreach (string cluster in clusters)
        {
            mesh.AddCluster(cluster, _ => { });
        }

        return mesh.AddTenant("dev", t => t.AddWorkspace("shop", w =>
        {
            w.WithNamespaces("*/shop").WithCapacity("shop/a", 100).WithCapacity("shop/b", 100).WithCapacity("shop/c", 100, 4)
                .WithCapacity("shop/ingress", 1000);
            w.AddGateway("ingress", g =>
            {
                g.InNamespace("shop").WithWorkload("app", "ingress");
                foreach (string service in (string[])["a", "b", "c"])
                {
                    g.AddHttpServer(service, HostOf(service), s => s.RouteTo(service, 8080));
                }
            });
        })).Build();
    }

    /// <summary>A cluster with so many pods of each service in each place.</summary>
    internal static InventoryBuilder AddShop(
        this InventoryBuilder inventory, string name, string region, IReadOnlyDictionary<string, int[]> pods, string[]? places = null,
        string[]? gateways = null)
    {
        places ??= [$"{region}/z1"];
        int number = 0;
        int cluster = name.Aggregate(0, (sum, letter) => ((sum * 31) + letter) % 200);
        return inventory.AddCluster(name, c =>
        {
            c.WithRegion(region).WithNetwork(name).WithRemoteSecrets();
            c.AddGateway("shop", "ingress", g =>
            {
                g.WithWorkload("app", "ingress").WithClusterIp($"10.{cluster}.255.1").WithExternalAddress($"203.0.{cluster}.1")
                    .WithPorts(80, 15443);
                foreach (string place in gateways ?? places)
                {
                    g.At(place);
                }
            });
            foreach ((string service, int[] counts) in pods.OrderBy(entry => entry.Key, StringComparer.Ordinal))
            {
                c.AddService("shop", service, s => s.WithPort(8080, "http").WithSelector("app", service)
                    .WithClusterIp($"10.{cluster}.255.{10 + service[0]}"));
                for (int place = 0; place < places.Length; place++)
                {
                    for (int i = 0; i < counts[place % counts.Length]; i++)
                    {
                        string at = places[place];
                        string address = string.Create(CultureInfo.InvariantCulture, $"10.{cluster}.{number / 200}.{(number % 200) + 1}");
                        number++;
                        c.AddWorkload("shop", string.Create(CultureInfo.InvariantCulture, $"{service}-z{place}-{i}"), w => w
                            .WithLabel("app", service).OfWorkload(service).WithAddress(address).At(at));
                    }
                }
            }
        });
    }

    /// <summary>Two clusters: aws with two pods of everything, gcp with as many as told.</summary>
    internal static (MeshResources Resources, Inventory Inventory, MeshModel Model) Two(int gcp = 2)
    {
        MeshModel model = Model(["aws", "gcp"]);
        Inventory inventory = new InventoryBuilder()
            .AddShop("aws", "us-east-2", Pods(2))
            .AddShop("gcp", "us-west1", Pods(gcp))
            .Build();
        return (new IstioGenerator().Generate(model, inventory), inventory, model);
    }

    internal static Dictionary<string, int[]> Pods(params int[] counts) => new(StringComparer.Ordinal)
    {
        ["front"] = counts,
        ["a"] = counts,
        ["b"] = counts,
        ["c"] = counts,
    };

    internal static LoadForecaster Forecaster(this (MeshResources Resources, Inventory Inventory, MeshModel Model) mesh, Demand demand) =>
        new(mesh.Resources, mesh.Inventory, demand, CapacityTable.Of(mesh.Model));
}
