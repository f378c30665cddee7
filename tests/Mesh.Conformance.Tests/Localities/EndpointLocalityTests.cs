using Mesh.Conformance.Tests.Istiod;
using Mesh.Conformance.Tests.Known;

namespace Mesh.Conformance.Tests.Localities;

/// <summary>The places that a real istiod gave to pods, compared with those of an inventory read from the same objects.</summary>
public class EndpointLocalityTests
{
    [Fact]
    public void Pods_are_where_istiod_puts_them()
    {
        var report = new ComparisonReport("istiod", "places");
        foreach (IstiodCase line in IstiodCase.All.Where(line => line.HasExpect))
        {
            report.Compare(line.Name, () => Compare(line, report));
        }

        report.AssertNoneUnknown();
    }

    private static void Compare(IstiodCase line, ComparisonReport report)
    {
        Dictionary<string, string> places = PodPlaces(line);
        foreach ((string address, string expected) in Recorded(line))
        {
            if (places.TryGetValue(address, out string? actual))
            {
                report.Check(actual == expected, address, $"istiod '{expected}', inventory '{actual}'");
            }
        }
    }

    // Only pods: an address that WorkloadEntries or ServiceEntries use too would tell of their locality.
    private static Dictionary<string, string> PodPlaces(IstiodCase line)
    {
        Assert.DoesNotContain(line.Inventory.Diagnostics, finding => finding.Code is "MI001" or "MI002" or "MI003" or "MI004");
        return line.Inventory.Clusters
            .SelectMany(cluster => cluster.Workloads)
            .Where(pod => pod.Address.Length > 0)
            .ToDictionary(pod => pod.Address, pod => pod.Locality.Value.ToString());
    }

    private static IEnumerable<(string Address, string Locality)> Recorded(IstiodCase line) =>
        from proxy in line.Expect
        from cluster in proxy!.AsObject()
        from load in cluster.Value?["endpoints"]?.AsArray() ?? []
        from endpoint in load!["endpoints"]!.AsArray()
        select (endpoint!["address"]!.GetValue<string>(), load["locality"]!.GetValue<string>());
}
