using System.Globalization;
using Mesh.Diagnostics;

namespace Mesh.Istio.Capacity.Metrics;

/// <summary>
/// Makes a demand of an access log in Istio's default text format (<c>accessLogEncoding: TEXT</c>, Istio 1.30 and 1.31).
/// </summary>
internal sealed class AccessLogDemand(string cluster, string workload, int? gatewayPort, TimeSpan? window)
{
    private const int RequestField = 0;
    private const int AuthorityField = 5;

    public Demand Read(IEnumerable<string> lines)
    {
        var counts = new SortedDictionary<(string Host, int Port, string Method, string Path), int>();
        DateTimeOffset first = DateTimeOffset.MaxValue;
        DateTimeOffset last = DateTimeOffset.MinValue;
        int unread = 0;
        foreach (string line in lines.Where(line => line.Length > 0))
        {
            if (Line(line) is not { } read)
            {
                unread++;
                continue;
            }

            (first, last) = (read.At < first ? read.At : first, read.At > last ? read.At : last);
            // A sidecar also logs what comes in.
            if (read.IsSent)
            {
                (string, int, string, string) key = (read.Host, read.Port, read.Method, read.Path);
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }

        double seconds = (window ?? (last > first ? last - first : TimeSpan.Zero)).TotalSeconds;
        var found = new List<Diagnostic>();
        if (unread > 0 || (counts.Count > 0 && seconds <= 0))
        {
            found.Add(CapacityDiagnostics.LogUnreadable.At(
                $"{cluster} {workload}", unread > 0
                    ? string.Create(CultureInfo.InvariantCulture, $"{unread} lines are not in Istio's default text format.")
                    : "All lines are of one moment, so that no rate can be told.",
                "Use accessLogEncoding TEXT and Istio's default format, and say the window of the lines."));
        }

        return new Demand
        {
            Flows = seconds <= 0 ? [] : counts.Select(entry => Flow(entry.Key, entry.Value / seconds)).ToValueList(),
            Diagnostics = new DiagnosticList(found),
        };
    }

    private DemandFlow Flow((string Host, int Port, string Method, string Path) key, double rate) => new()
    {
        Cluster = cluster,
        Workload = workload,
        IsFromOutside = gatewayPort is not null,
        Host = key.Host,
        Port = gatewayPort ?? key.Port,
        Method = key.Method,
        Path = key.Path,
        RequestsPerSecond = rate,
        Source = "access log",
    };

    // [START] "METHOD PATH PROTOCOL" … "TRANSPORT FAILURE" … "XFF" "AGENT" "ID" "AUTHORITY" "UPSTREAM" CLUSTER …
    private Sent? Line(string line)
    {
        int close = line.IndexOf(']', StringComparison.Ordinal);
        string[] quoted = line.Split('"');
        if (close < 2 || line[0] != '[' || quoted.Length < (2 * (AuthorityField + 2)) + 1
            || !DateTimeOffset.TryParse(
                line.AsSpan(1, close - 1), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset at))
        {
            return null;
        }

        string[] request = quoted[(2 * RequestField) + 1].Split(' ');
        string authority = quoted[(2 * AuthorityField) + 1];
        string[] upstream = quoted[^1].TrimStart().Split(' ')[0].Split('|');
        bool isHttp = request.Length == 3 && request[0] != "-";
        string path = isHttp ? request[1].Split('?')[0] : "/";
        string method = isHttp ? request[0] : "GET";
        return gatewayPort is not null
            ? new Sent(at, isHttp && authority != "-", HostOf(authority), 0, method, path)
            : upstream.Length == 4 && upstream[0] == "outbound"
                && int.TryParse(upstream[1], NumberStyles.None, CultureInfo.InvariantCulture, out int port)
                ? new Sent(at, true, upstream[3], port, method, path)
                : new Sent(at, false, "", 0, method, path);
    }

    private static string HostOf(string authority)
    {
        int colon = authority.LastIndexOf(':');
        return colon > 0 && authority.AsSpan(colon + 1).ContainsAnyExceptInRange('0', '9') is false ? authority[..colon] : authority;
    }

    private sealed record Sent(DateTimeOffset At, bool IsSent, string Host, int Port, string Method, string Path);
}
