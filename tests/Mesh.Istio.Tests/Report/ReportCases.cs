using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Proofs;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Report;
using Mesh.Istio.Tests.Pictures;

namespace Mesh.Istio.Tests.Report;

/// <summary>Tables of plain words, and reports made by chance as a function of a seed.</summary>
internal static class ReportCases
{
    private static readonly Locality Place = Locality.Parse("eu/eu-1");

    /// <summary>A table of plain words: for each call the cells, <c>eu-1</c>, <c>lost</c> or <c>gone</c>.</summary>
    public static ForecastTable Plain(string[] failures, params (string Client, string Host, string[] Order, string[] Cells)[] calls) =>
        new(
        [.. failures],
        [.. calls.Select(call => new ForecastTableRow(call.Client, call.Host, 80, [.. call.Cells.Select((cell, column) =>
            Cell(call.Client, call.Host, call.Order, failures[column], column == 0, cell))]))]);

    private static Forecast Cell(string client, string host, string[] order, string failure, bool isCalm, string cell) => new()
    {
        Client = client,
        Host = host,
        Port = 80,
        Failures = isCalm ? [] : [failure],
        Shares = cell is "lost" or "gone" ? [] : [new ForecastShare(cell, Place, $"{cell}.example.com", 15443, 0, 100)],
        Losses = cell is "lost" or "gone" ? [new ForecastLoss(ForecastLossKind.NoHealthyUpstream, 100, "503 UH")] : [],
        Order = [.. order.Select((cluster, i) => new ForecastStep(i, [$"{cluster} {cluster}.example.com:15443"], $"priority {i}"))],
        Diagnostics = cell == "gone"
            ? new DiagnosticList([ForecastDiagnostics.ClientFails.At("client", $"{client} fails.", "Nothing.")])
            : DiagnosticList.Empty,
    };

    /// <summary>A report with names that want to be more than names, everywhere.</summary>
    public static MeshReport Hostile(int seed)
    {
        var random = new Random(seed);
        string Name() => PictureCases.Name(random);
        string[] clusters = [.. Enumerable.Range(0, random.Next(1, 5)).Select(i => $"c{i}{Name().Replace(' ', '_')}")];
        string[] failures = ["nothing fails", .. Enumerable.Range(0, random.Next(1, 4)).Select(i => $"{Name()}{i}")];
        ForecastTableRow[] rows = [.. Enumerable.Range(0, random.Next(1, 6)).Select(i =>
            Row($"{clusters[random.Next(clusters.Length)]} {Name()}{i}", random, clusters, failures))];
        var findings = new DiagnosticList(Enumerable.Range(0, random.Next(4)).Select(_ => new Diagnostic(
            $"MF{random.Next(100, 300)}", (DiagnosticSeverity)random.Next(3), Name(), Name(), Name())));
        MeshReport Make(string title) => new ForecastTable([.. failures], [.. rows]).ToReport(report => report
            .WithTitle(title.Length == 0 ? "t" : title)
            .AddFindings(findings)
            .AddProof($"p{Name()}", new SurvivalProof
            {
                AtOnce = 1,
                Calls = rows.Length,
                Combinations = 3,
                Failures = [Name()],
                NotFailed = [Name()],
                Counterexample = random.Next(2) == 0 ? null : rows[0].Cells[^1],
            }));
        MeshReport report = Make(Name());
        return report with
        {
            Difference = new ReportDifference(Name(), [new ReportChange((ReportChangeKind)random.Next(3), Name())]),
        };
    }

    private static ForecastTableRow Row(string client, Random random, string[] clusters, string[] failures)
    {
        string host = PictureCases.Name(random);
        string request = random.Next(2) == 0 ? "" : PictureCases.Name(random);
        return new ForecastTableRow(client, host, 80, [.. failures.Select((failure, column) =>
        {
            double answered = random.Next(3) switch { 0 => 0, 1 => 100, _ => random.Next(1, 100) };
            string cluster = clusters[random.Next(clusters.Length)];
            return new Forecast
            {
                Client = client,
                Host = host,
                Port = 80,
                Failures = column == 0 ? [] : [failure],
                Shares = answered > 0 ? [new ForecastShare(cluster, Place, PictureCases.Name(random), 80, 0, answered)] : [],
                Losses = answered < 100 ? [new ForecastLoss(ForecastLossKind.DeadEndpoint, 100 - answered, PictureCases.Name(random))] : [],
                Order = [new ForecastStep(0, [$"{cluster} {PictureCases.Name(random)}:80"], PictureCases.Name(random))],
                Reasons = [PictureCases.Name(random)],
                Assumptions = [PictureCases.Name(random)],
            };
        })])
        { Request = request };
    }

    /// <summary>Ten clusters with two hundred services, each called from each cluster by several clients.</summary>
    public static ForecastTable Large()
    {
        string[] clusters = [.. Enumerable.Range(0, 10).Select(i => $"cluster-{i}")];
        string[] failures = ["nothing fails", .. clusters.Select(cluster => $"cluster {cluster} is down"),
            .. clusters.Select(cluster => $"shop/ingress in {cluster} is down")];
        var rows = new List<ForecastTableRow>();
        foreach (string home in clusters)
        {
            for (int service = 0; service < 200; service++)
            {
                rows.AddRange(Enumerable.Range(0, 3).Select(client => LargeRow(home, service, client, clusters, failures)));
            }
        }

        return new ForecastTable([.. failures], [.. rows]);
    }

    private static ForecastTableRow LargeRow(string home, int service, int client, string[] clusters, string[] failures)
    {
        string host = string.Create(CultureInfo.InvariantCulture, $"service-{service}.shop.example.com");
        string name = string.Create(CultureInfo.InvariantCulture, $"{home} shop-{service % 20}/client-{(service + (client * 37)) % 200}");
        string[] order = [home, clusters[(service + 1) % 10], clusters[(service + 4) % 10]];
        return new ForecastTableRow(name, host, 80, [.. failures.Select((failure, column) =>
        {
            string[] alive = [.. order.Distinct()
                .Where(cluster => column == 0 || !failure.EndsWith($"{cluster} is down", StringComparison.Ordinal))];
            return new Forecast
            {
                Client = name,
                Host = host,
                Port = 80,
                Failures = column == 0 ? [] : [failure],
                Shares = [new ForecastShare(alive[0], Place, $"10.{service}.0.1", 15443, 0, 100)],
                Order = [.. order.Distinct().Select((cluster, i) => new ForecastStep(i, [$"{cluster} 10.{service}.0.{i}:15443"],
                    $"priority {i} because `multicluster.mesh/fallback-{i}` is '{cluster}' and not absent (DestinationRule "
                    + $"mesh-multicluster/gateway-service-{service}-shop-example-com-{service * 7919:x16} "
                    + $"trafficPolicy.loadBalancer.localityLbSetting.failoverPriority[{i}])"))],
                Reasons = alive.Length == order.Length ? []
                    : [$"10.{service}.0.1:15443: {failure}; outlierDetection ejects it for service-{service}.shop.example.com"],
            };
        })]);
    }
}
