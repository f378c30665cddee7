using System.Globalization;
using System.Text;
using Mesh.Diagnostics;

namespace Mesh.Istio.Capacity;

/// <summary>Loads as text.</summary>
internal static class LoadText
{
    public static string Write(LoadForecast load)
    {
        var text = new StringBuilder();
        string when = load.Failures.IsEmpty ? "" : $" when {string.Join(" and ", load.Failures)}";
        Line(text, $"load{when}: {Rate(load.Asked)} requests/s asked");
        foreach (ClusterLoad cluster in load.Clusters)
        {
            Line(text, $"  {cluster.Cluster}: {Rate(cluster.RequestsPerSecond)} requests/s, {Used(cluster.Utilisation)}");
            foreach (ServiceLoad service in load.Services.Where(service => service.Cluster == cluster.Cluster))
            {
                Line(text, $"    {Of(service)}");
            }
        }

        foreach (LostDemand lost in load.Lost)
        {
            string how = lost.IsUnknown ? "unknown" : "lost";
            Line(text, $"  {Rate(lost.RequestsPerSecond)} requests/s {how}: {lost.Client} to {lost.Host}: {lost.Reason}");
        }

        foreach (string assumption in load.Assumptions)
        {
            Line(text, $"  assuming that {assumption}");
        }

        foreach (Diagnostic diagnostic in load.Diagnostics)
        {
            Line(text, $"  {diagnostic}");
        }

        return text.ToString().TrimEnd('\n');
    }

    public static string Rate(double rate) => rate.ToString("0.##", CultureInfo.InvariantCulture);

    public static string Percent(double part) => (part * 100).ToString("0.#", CultureInfo.InvariantCulture);

    public static string Used(double? utilisation) => utilisation is { } used ? $"at most {Percent(used)} %" : "capacity unknown";

    public static string Pods(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "pod" : "pods")}");

    private static string Of(ServiceLoad service)
    {
        string scaled = service.PodsAfterScaling is not { } pods || pods == service.Pods ? ""
            : $"; {Pods(pods)} after scaling{(service.UtilisationAfterScaling is { } used ? $", {Percent(used)} %" : "")}";
        return $"{service.Workload}{(service.IsGateway ? " (gateway)" : "")}: {Rate(service.RequestsPerSecond)} requests/s on "
            + $"{Pods(service.Pods)}{(service.Capacity is { } capacity ? $" for {Rate(capacity)}" : "")}, {Used(service.Utilisation)}"
            + $"{(service.Utilisation > 1 + 1e-9 ? " OVERLOADED" : "")}{scaled}";
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
