using System.Text;
using System.Text.Json.Nodes;
using Mesh.Dumps;
using Mesh.Inventories;

namespace Mesh.Conformance.Tests.Localities;

/// <summary>The places that a real istiod gave to pods, compared with those of an inventory read from the same objects.</summary>
public class EndpointLocalityTests
{
    [Theory]
    [InlineData("istiod-1.30.jsonl")]
    [InlineData("istiod-1.31.jsonl")]
    [InlineData("shapes-1.30.jsonl")]
    [InlineData("shapes-1.31.jsonl")]
    public void Pods_are_where_istiod_puts_them(string recording)
    {
        int compared = 0;
        var differences = new List<string>();
        foreach (string line in File.ReadLines(Truth.PathOf("istiod", recording)))
        {
            JsonNode recorded = JsonNode.Parse(line)!;
            Dictionary<string, string> places = PodPlaces(recorded["kubernetes"]!.AsObject());
            foreach ((string address, string expected) in Recorded(recorded["expect"]!.AsArray()))
            {
                if (places.TryGetValue(address, out string? actual))
                {
                    compared++;
                    if (actual != expected)
                    {
                        differences.Add($"{recorded["id"]} {address}: istiod '{expected}', inventory '{actual}'");
                    }
                }
            }
        }

        Assert.Empty(differences);
        Assert.True(compared > 30, $"Only {compared} endpoints were compared.");
    }

    // Only pods: an address that WorkloadEntries or ServiceEntries use too would tell of their locality.
    private static Dictionary<string, string> PodPlaces(JsonObject kubernetes)
    {
        Inventory inventory = Inventory.FromDumps(
            kubernetes.Select(cluster => new DumpFile(cluster.Key, "objects.yaml", Encoding.UTF8.GetBytes(cluster.Value!.GetValue<string>()))));
        Assert.DoesNotContain(inventory.Diagnostics, finding => finding.Code is "MI001" or "MI002" or "MI003" or "MI004");
        return inventory.Clusters
            .SelectMany(cluster => cluster.Workloads)
            .Where(pod => pod.Address.Length > 0)
            .ToDictionary(pod => pod.Address, pod => pod.Locality.Value.ToString());
    }

    private static IEnumerable<(string Address, string Locality)> Recorded(JsonArray expect) =>
        from proxy in expect
        from cluster in proxy!.AsObject()
        from load in cluster.Value?["endpoints"]?.AsArray() ?? []
        from endpoint in load!["endpoints"]!.AsArray()
        select (endpoint!["address"]!.GetValue<string>(), load["locality"]!.GetValue<string>());
}
