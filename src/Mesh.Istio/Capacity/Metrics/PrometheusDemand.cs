using System.Globalization;
using System.Text.Json;
using Mesh.Diagnostics;

namespace Mesh.Istio.Capacity.Metrics;

/// <summary>Makes a demand of rates of <c>istio_requests_total</c>.</summary>
internal sealed class PrometheusDemand(IReadOnlyList<OutsideGateway> gateways)
{
    private const string Unknown = "unknown";
    private readonly List<Diagnostic> _found = [];

    public Demand Read(string json)
    {
        List<Series>? series = Parse(json);
        return series is null ? new Demand { Diagnostics = new DiagnosticList(_found) } : Demand(Once(series));
    }

    private Demand Demand(List<Series> series)
    {
        // What comes in from outside and what a gateway passes on is no call of the gateway's own.
        var received = series.Where(one => one.Destination.Length > 0)
            .GroupBy(one => one.Destination, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(one => one.Rate), StringComparer.Ordinal);
        var flows = new List<DemandFlow>();
        var calls = new List<CallRatio>();
        int passed = 0;
        foreach (IGrouping<(string Workload, string Host), Series> sent in series.GroupBy(one => (one.Source, one.Service))
            .OrderBy(group => group.Key.Source, StringComparer.Ordinal).ThenBy(group => group.Key.Service, StringComparer.Ordinal))
        {
            (string workload, string host) = sent.Key;
            if (workload.Length == 0)
            {
                passed += sent.Count();
            }
            else if (gateways.FirstOrDefault(gateway => gateway.Workload == workload) is { } gateway)
            {
                flows.AddRange(ByCluster(sent).Select(
                    part => Flow(workload, part, gateway.Host, gateway.Port) with { IsFromOutside = true, Elsewhere = gateway.Elsewhere }));
            }
            else if (received.TryGetValue(workload, out double rate) && rate > 0)
            {
                calls.Add(new CallRatio(workload, host, 0, sent.Sum(one => one.Rate) / rate, "Prometheus"));
            }
            else
            {
                flows.AddRange(ByCluster(sent).Select(part => Flow(workload, part, host, 0)));
            }
        }

        if (passed > 0)
        {
            Leave(passed, "name no source_workload: somebody outside the mesh sends them, past every gateway that is named");
        }

        return new Demand
        {
            Flows = flows.ToValueList(),
            Calls = calls.ToValueList(),
            Diagnostics = new DiagnosticList(_found),
        };
    }

    private static IEnumerable<(string Cluster, double Rate)> ByCluster(IEnumerable<Series> series) =>
        series.GroupBy(one => one.Cluster, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Sum(one => one.Rate)));

    private static DemandFlow Flow(string workload, (string Cluster, double Rate) part, string host, int port) => new()
    {
        Cluster = part.Cluster,
        Workload = workload,
        Host = host,
        Port = port,
        RequestsPerSecond = part.Rate,
        Source = "Prometheus",
    };

    // Both ends report a request; what the client's proxy says holds, as it knows also of requests that nobody received.
    private static List<Series> Once(List<Series> series)
    {
        HashSet<(string, string)> reported = [.. series.Where(one => one.Reporter == "source").Select(one => (one.Source, one.Service))];
        return [.. series.Where(one => one.Reporter == "source" || !reported.Contains((one.Source, one.Service)))];
    }

    private List<Series>? Parse(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data", out JsonElement data)
                && data.ValueKind == JsonValueKind.Object && data.TryGetProperty("result", out JsonElement result)
                && result.ValueKind == JsonValueKind.Array)
            {
                List<Series?> all = [.. result.EnumerateArray().Select(Of)];
                int unread = all.Count(one => one is null);
                if (unread > 0)
                {
                    Leave(unread, "have no value that is a rate, or no labels of istio_requests_total");
                }

                return [.. all.OfType<Series>()];
            }
        }
        catch (JsonException)
        {
        }

        _found.Add(CapacityDiagnostics.MetricsUnreadable.At(
            "prometheus", "The text is not what Prometheus answers to a query.", "Pass what /api/v1/query answers, a vector of rates."));
        return null;
    }

    private void Leave(int count, string why) => _found.Add(CapacityDiagnostics.SeriesUnused.At(
        "prometheus", string.Create(CultureInfo.InvariantCulture, $"{count} series {why}."),
        "Keep Istio's standard labels in the query, and name the gateways that take requests from outside."));

    private static Series? Of(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("metric", out JsonElement metric)
            || metric.ValueKind != JsonValueKind.Object || !element.TryGetProperty("value", out JsonElement value)
            || value.ValueKind != JsonValueKind.Array || value.GetArrayLength() != 2 || value[1].ValueKind != JsonValueKind.String
            || !double.TryParse(value[1].GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double rate)
            || !double.IsFinite(rate) || rate < 0)
        {
            return null;
        }

        string service = Label(metric, "destination_service");
        return service.Length == 0 ? null : new Series(
            Label(metric, "reporter"), Label(metric, "source_cluster"), Name(metric, "source"), Name(metric, "destination"), service, rate);
    }

    private static string Name(JsonElement metric, string end)
    {
        string name = Label(metric, $"{end}_workload");
        string namespaceName = Label(metric, $"{end}_workload_namespace");
        return name.Length == 0 || namespaceName.Length == 0 ? "" : $"{namespaceName}/{name}";
    }

    private static string Label(JsonElement metric, string name) =>
        metric.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { } text
            && text != Unknown ? text : "";

    private sealed record Series(string Reporter, string Cluster, string Source, string Destination, string Service, double Rate);
}
