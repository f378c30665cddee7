using Mesh.Documents;
using static Mesh.Istio.Admission.AdmissionRow;
using static Mesh.Istio.Admission.ObjectChecks;
using static Mesh.Istio.Admission.ValueChecks;

namespace Mesh.Istio.Admission.Rows;

/// <summary>How endpoints are chosen.</summary>
internal static class LoadBalancerRows
{
    private const string Here = "LoadBalancer";
    private const ulong LargestTable = 5_000_011;

    public static IEnumerable<AdmissionRow> All =>
    [
        Is(Here, "consistentHash", "ConsistentHash"),
        Is(Here, "warmup", "Warmup"),
        Is(Here, "localityLbSetting", "LocalityLb"),
        Is(Here, "zoneAwareLbSetting", "ZoneAwareLb"),
        Server(Here, "warmupDurationSecs", Duration),
        Webhook(Here, "", AtMostOne("localityLbSetting", "zoneAwareLbSetting")),
        .. TrafficPolicyRows.Durations("Warmup", "duration"),
        Server("Warmup", "minimumPercent", Percent),
        Server("Warmup", "aggression", AtLeast(0)),
        Webhook("Warmup", "aggression", new AdmissionCheck(
            (value, _) => Nodes.Number(value) > 0 ? null : $"is {Nodes.Text(value)}", "Write a number greater than 0.")),
        .. Hash(),
        .. LocalitySettings(),
    ];

    private static AdmissionRow[] Hash() =>
    [
        Is("ConsistentHash", "httpCookie", "HttpCookie"),
        Webhook("HttpCookie", "name", NotEmpty),
        Webhook("HttpCookie", "attributes", Unique("name")),
        Is("HttpCookie", "attributes[]", "HttpCookieAttribute"),
        Webhook("HttpCookieAttribute", "name", NotEmpty),
        Webhook("ConsistentHash", "", AtMostOne("minimumRingSize", "ringHash").When(value => Nodes.Number(value, "minimumRingSize") > 0)),
        Webhook("ConsistentHash", "", AtMostOne("minimumRingSize", "maglev").When(value => Nodes.Number(value, "minimumRingSize") > 0)),
        Is("ConsistentHash", "maglev", "Maglev"),
        Webhook("Maglev", "", Needs("tableSize")),
        Webhook("Maglev", "tableSize", Text(
            text => ulong.TryParse(text, out ulong size) && size < LargestTable && IsPrime(size),
            "Write a prime number below 5000011, for example 65537.")),
    ];

    private static AdmissionRow[] LocalitySettings() =>
    [
        Webhook("LocalityLb", "", AtMostOne("distribute", "failover")) with { ReportedBy = "MF204" },
        Webhook("LocalityLb", "", new AdmissionCheck(
            (value, _) => Nodes.Has(value, "failover") ? Place(value) is { } place ? $"has {place} beside failover" : null : null,
            "Remove the label: failover orders regions, and zones come before them.",
            "failoverPriority")) with { ReportedBy = "MF204" },
        Webhook("LocalityLb", "distribute", Count(0, int.MaxValue)) with { ReportedBy = "MF205" },
        Webhook("LocalityLb", "failover", Count(0, int.MaxValue)) with { ReportedBy = "MF207" },
        Server("ZoneAwareLb", "minClusterSize", AtLeast(1)),
        Webhook("ZoneAwareLb", "", new AdmissionCheck(
            (value, _) => Place(value) is { } place ? $"has {place}" : null,
            "Remove the label: zone-aware balancing keeps to regions and zones by itself.",
            "failoverPriority")),
        Is("ZoneAwareLb", "failover[]", "ZoneFailover"),
        Webhook("ZoneFailover", "from", Region),
        Webhook("ZoneFailover", "to", Region),
        Webhook("ZoneFailover", "", new AdmissionCheck(
            (value, _) => Nodes.Text(value, "from") == Nodes.Text(value, "to") ? $"is '{Nodes.Text(value, "to")}', as from is" : null,
            "Name another region.",
            "to")),
    ];

    private static AdmissionCheck Region { get; } = Text(text => !text.AsSpan().ContainsAny('/', '*'), "Name a whole region.");

    private static string? Place(DocumentNode value) => Nodes.Items(value, "failoverPriority").Select(Nodes.Text).FirstOrDefault(
        label => label is "topology.kubernetes.io/region" or "topology.kubernetes.io/zone" or "topology.istio.io/subzone");

    private static bool IsPrime(ulong number)
    {
        for (ulong factor = 2; factor * factor <= number; factor++)
        {
            if (number % factor == 0)
            {
                return false;
            }
        }

        return number > 0;
    }
}
