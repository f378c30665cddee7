using System.Globalization;
using System.Text;
using Mesh.Benchmarks.Generation;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Pictures;
using Mesh.Istio.Report;

namespace Mesh.Benchmarks.Report;

/// <summary>A mesh of 100 clusters and 1,000 services: its collapsed picture, and the report of one of its workspaces.</summary>
internal sealed class LargeReports : IBenchmark
{
    private const int Clusters = 100;
    private const int Services = 1_000;
    private const int Workspace = 5;
    private const int InWorkspace = 10;

    public string Name => "reports";

    public IEnumerable<BenchmarkRow> Run()
    {
        Inventory inventory = Addressed(LargeMesh.Inventory(Clusters, Services));
        MeshResources resources = new IstioGenerator().Generate(LargeMesh.Model(Clusters, Services), inventory);
        for (int i = 0; i < 2; i++)
        {
            Drawn(resources, inventory);
        }

        (double whole, _) = Timed(() => resources.ToTopology(inventory));
        yield return BenchmarkRow.Info("the picture before it is collapsed", whole, "s");
        (double both, _) = Timed(() => resources.ToTopology(inventory).Collapse());
        yield return BenchmarkRow.Info("the picture, then collapsed", both, "s");
        (double seconds, TopologyView view) = Timed(() => Drawn(resources, inventory));
        yield return BenchmarkRow.Info("ways of the picture", view.Arrows.Count, "");
        yield return BenchmarkRow.AtMost($"{Clusters} clusters, {Services:#,0} services: collapsed picture", seconds, "s", 1);
        (double reporting, (MeshReport report, string html)) = Timed(() => Reported(resources, inventory));
        yield return BenchmarkRow.Info("forecasts of the report", report.Rows.Count * report.Failures.Count, "");
        yield return BenchmarkRow.AtMost("report of one workspace, from resources to HTML", reporting, "s", 5);
        yield return BenchmarkRow.AtMost("its page", Encoding.UTF8.GetByteCount(html) / 1e6, "MB", 2);
        yield return BenchmarkRow.AtMost("memory held", GC.GetTotalMemory(forceFullCollection: true) / 1e6, "MB", 500);
        GC.KeepAlive((resources, inventory, view, report));
    }

    // Every pod and Service has an address of its own: forecasts follow addresses.
    private static Inventory Addressed(Inventory inventory) => inventory with
    {
        Clusters = [.. inventory.Clusters.Select((cluster, number) => cluster with
        {
            Workloads = [.. cluster.Workloads.Select((pod, i) => pod with { Address = Text($"10.{number}.{i / 250}.{i % 250}") })],
            Services = [.. cluster.Services.Select((service, i) => service with
            {
                ClusterIps = [Text($"172.{number}.{i / 250}.{i % 250}")],
            })],
        })],
    };

    private static TopologyView Drawn(MeshResources resources, Inventory inventory) => resources.ToTopology(inventory, most: 60);

    private static (MeshReport Report, string Html) Reported(MeshResources resources, Inventory inventory)
    {
        var forecaster = new Forecaster(resources, inventory);
        string[] homes = [.. Enumerable.Range(Workspace, 3).Select(cluster => Text($"c{cluster}"))];
        ForecastTable table = forecaster
            .ForCalls(calls =>
            {
                foreach (string home in homes)
                {
                    for (int call = 0; call < InWorkspace * InWorkspace; call++)
                    {
                        calls.Add(forecaster.ForClient(home, Text($"ns{Workspace}/svc{call % InWorkspace}"))
                            .To(Text($"svc{call / InWorkspace}.ws{Workspace}.example.com"), 80));
                    }
                }
            })
            .Table(failures =>
            {
                foreach (string home in homes)
                {
                    failures.Add(failure => failure.ClusterDown(home))
                        .Add(failure => failure.GatewayDown(home, Text($"ns{Workspace}/ingress")));
                }
            });
        MeshReport report = table.ToReport(made => made.WithInventory(inventory));
        return report.Verdict == ReportVerdict.Survives
            ? (report, report.ToHtml())
            : throw new InvalidOperationException($"The mesh of the benchmark does not survive: {report}");
    }

    private static (double Seconds, T Made) Timed<T>(Func<T> make)
    {
        TimeSpan start = Environment.CpuUsage.TotalTime;
        T made = make();
        return ((Environment.CpuUsage.TotalTime - start).TotalSeconds, made);
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
