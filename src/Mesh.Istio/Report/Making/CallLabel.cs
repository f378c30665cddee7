using System.Globalization;

namespace Mesh.Istio.Report.Making;

/// <summary>Calls in words: the port only where a host is called at several, the request only where it matters.</summary>
internal sealed class CallLabel(IEnumerable<ReportRow> rows)
{
    private readonly HashSet<string> _severalPorts =
    [
        .. rows.GroupBy(row => row.Host, StringComparer.Ordinal)
            .Where(calls => calls.Select(row => row.Port).Distinct().Skip(1).Any())
            .Select(calls => calls.Key),
    ];

    public string Of(ReportRow row)
    {
        string host = _severalPorts.Contains(row.Host)
            ? string.Create(CultureInfo.InvariantCulture, $"{row.Host}:{row.Port}")
            : row.Host;
        return row.Request.Length == 0 ? host : $"{host} ({row.Request})";
    }
}
