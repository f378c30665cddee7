using System.Globalization;
using Mesh.Benchmarks;
using Mesh.Benchmarks.Access;
using Mesh.Benchmarks.Analysis;
using Mesh.Benchmarks.Applying;
using Mesh.Benchmarks.Capacity;
using Mesh.Benchmarks.Forecasting;
using Mesh.Benchmarks.Generation;
using Mesh.Benchmarks.Inventories;
using Mesh.Benchmarks.Localities;
using Mesh.Benchmarks.Report;
using Mesh.Benchmarks.Serialization;
using Mesh.Benchmarks.Simulation;

if (args is [ClusterServer.Argument, var clusters])
{
    await ClusterServer.RunAsync(int.Parse(clusters, CultureInfo.InvariantCulture));
    return 0;
}

IBenchmark[] all = [new WritingManifests(), new ReadingManifests(), new ResolvingLocalities(), new ReadingDumps(),
    new GeneratingMeshes(), new ChangingMeshes(),
    new EndpointPriorities(), new AskingForecasts(), new ForecastingLoad(), new AnalyzingMeshes(),
    new SimulatingRequests(), new ApplyingNewObjects(), new UnchangedObjects(), new LiveInventories(), new LargeReports(),
    new JudgingAccess()];
IBenchmark[] chosen = [.. all.Where(benchmark => args.Length == 0 || args.Contains(benchmark.Name))];
if (chosen.Length == 0)
{
    Console.Error.WriteLine($"There is no such benchmark. There are: {string.Join(", ", all.Select(benchmark => benchmark.Name))}");
    return 2;
}

bool holds = true;
foreach (IBenchmark benchmark in chosen)
{
    Console.WriteLine($"\n## {benchmark.Name}\n\n| what | value | unit | wanted | holds |\n|---|---:|---|---|---|");
    foreach (BenchmarkRow row in benchmark.Run())
    {
        holds &= row.Holds;
        string value = row.Value.ToString(row.Value < 100 ? "0.00" : "#,0", CultureInfo.InvariantCulture);
        Console.WriteLine(
            $"| {row.What} | {value} | {row.Unit} | {row.Wanted} | {(row.Wanted.Length == 0 ? "" : row.Holds ? "yes" : "NO")} |");
    }
}

return holds ? 0 : 1;
