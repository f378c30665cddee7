using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Pictures.Views;

/// <summary>Makes the picture of forecasts for one failure.</summary>
internal static class ForecastView
{
    public static TopologyView Of(string title, IReadOnlyList<Forecast> forecasts, Inventory? inventory)
    {
        var draft = new Draft();
        Forecast[] asked = [.. forecasts.Where(forecast => !forecast.ClientIsGone)];
        // Pods of one client in several places are several callers.
        HashSet<string> several = [.. asked.GroupBy(forecast => forecast.Client, StringComparer.Ordinal)
            .Where(group => group.Select(forecast => forecast.ClientLocality).Distinct().Skip(1).Any())
            .Select(group => group.Key)];
        foreach (Forecast forecast in asked)
        {
            Add(draft, forecast, several.Contains(forecast.Client) ? $" in {forecast.ClientLocality}" : "");
        }

        return draft.ToView(inventory) with
        {
            Title = title,
            Failures = forecasts.Count > 0 ? forecasts[0].Failures : default,
            Assumptions = [.. forecasts.SelectMany(forecast => forecast.Assumptions).Distinct(StringComparer.Ordinal)],
            Diagnostics = new DiagnosticList(forecasts.SelectMany(forecast => forecast.Diagnostics).Distinct()),
        };
    }

    public static string CallOf(Forecast forecast) =>
        string.Create(CultureInfo.InvariantCulture, $"{forecast.Host}:{forecast.Port}{forecast.Asked}");

    private static void Add(Draft draft, Forecast forecast, string place)
    {
        int space = forecast.Client.IndexOf(' ', StringComparison.Ordinal);
        string home = space < 0 ? "" : forecast.Client[..space];
        string from = draft.Node(home, TopologyNodeKind.Client, forecast.Client[(space + 1)..] + place, "");
        draft.Locate(home, forecast.ClientLocality);
        string call = CallOf(forecast);
        string host = string.Create(CultureInfo.InvariantCulture, $"{forecast.Host}:{forecast.Port}");
        if (forecast.IsUnknown)
        {
            string nobody = draft.Node(home, TopologyNodeKind.Lost, "unknown", "");
            draft.Arrow(new TopologyArrow(from, nobody, TopologyArrowKind.Unknown, call, 100) { Label = "?" });
            return;
        }

        (string Cluster, double Percent)[] shares = [.. forecast.Shares
            .GroupBy(share => share.Cluster, StringComparer.Ordinal)
            .Select(group => (group.Key, group.Sum(share => share.Percent)))];
        string[] labels = Percentages.Of([.. shares.Select(share => share.Percent), .. forecast.Losses.Select(loss => loss.Percent)]);
        foreach (((string cluster, double percent), string label) in shares.Zip(labels))
        {
            string to = draft.Node(cluster, TopologyNodeKind.Service, host, Addresses(forecast, cluster));
            draft.Locate(cluster, forecast.Shares.First(share => share.Cluster == cluster).Locality);
            draft.Arrow(new TopologyArrow(from, to, TopologyArrowKind.Call, call, percent) { Label = $"{label} %" });
        }

        foreach ((ForecastLoss loss, string label) in forecast.Losses.Zip(labels.Skip(shares.Length)))
        {
            string to = draft.Node(home, TopologyNodeKind.Lost, "nobody answers", "");
            draft.Arrow(new TopologyArrow(from, to, TopologyArrowKind.Loss, call, loss.Percent)
            {
                Label = $"{label} %",
                Reason = loss.Reason,
            });
        }

        AddFallbacks(draft, forecast, from, call, host);
    }

    private static void AddFallbacks(Draft draft, Forecast forecast, string from, string call, string host)
    {
        var used = forecast.Shares.Select(share => share.Cluster).ToHashSet(StringComparer.Ordinal);
        foreach (ForecastStep step in forecast.Order)
        {
            foreach (string member in step.Members)
            {
                int end = member.LastIndexOf(' ');
                string cluster = end < 0 ? "" : member[..end];
                if (used.Add(cluster))
                {
                    string to = draft.Node(cluster, TopologyNodeKind.Service, host, "");
                    draft.Arrow(new TopologyArrow(from, to, TopologyArrowKind.Fallback, call, 0)
                    {
                        Label = "not used",
                        Reason = step.Reason,
                    });
                }
            }
        }
    }

    private static string Addresses(Forecast forecast, string cluster)
    {
        string[] addresses = [.. forecast.Shares
            .Where(share => share.Cluster == cluster && share.Address.Length > 0)
            .Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.Address}:{share.Port}"))
            .Distinct(StringComparer.Ordinal)];
        return addresses.Length switch
        {
            0 => "",
            <= 2 => $"via {string.Join(", ", addresses)}",
            _ => string.Create(CultureInfo.InvariantCulture, $"via {addresses[0]} and {addresses.Length - 1} more"),
        };
    }
}
