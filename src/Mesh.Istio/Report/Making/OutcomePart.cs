using System.Globalization;
using Mesh.Istio.Forecasting;

namespace Mesh.Istio.Report.Making;

/// <summary>What one cluster answers of a call.</summary>
internal sealed record OutcomePart(string Cluster, double Percent, string Via)
{
    private const int MostAddresses = 3;

    public static OutcomePart[] Of(ReportOutcome outcome) => [.. outcome.Shares
        .GroupBy(share => share.Cluster, StringComparer.Ordinal)
        .Select(shares => new OutcomePart(shares.Key, shares.Sum(share => share.Percent), Addresses([.. shares])))];

    /// <summary>The clusters that would answer if those before them could not, in their order.</summary>
    public static IEnumerable<string> Spare(ReportOutcome outcome)
    {
        var used = outcome.Shares.Select(share => share.Cluster).ToHashSet(StringComparer.Ordinal);
        return Places(outcome).Where(used.Add);
    }

    /// <summary>The clusters of the order of fallbacks.</summary>
    public static IEnumerable<string> Places(ReportOutcome outcome) => outcome.Order
        .SelectMany(step => step.Members)
        .Select(member => member.LastIndexOf(' ') is > 0 and var end ? member[..end] : "");

    private static string Addresses(ForecastShare[] shares)
    {
        string[] addresses = [.. shares.Where(share => share.Address.Length > 0)
            .Select(share => string.Create(CultureInfo.InvariantCulture, $"{share.Address}:{share.Port}"))
            .Distinct(StringComparer.Ordinal)];
        return addresses.Length <= MostAddresses ? string.Join(", ", addresses)
            : string.Create(CultureInfo.InvariantCulture, $"{addresses[0]} and {addresses.Length - 1} more");
    }
}
