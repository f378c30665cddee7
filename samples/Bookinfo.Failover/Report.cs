using Mesh;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Analysis;
using Mesh.Istio.Failures;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Forecasting.Tables;
using Mesh.Istio.Pictures;
using Mesh.Istio.Report;
using Mesh.Istio.Resources;
using Mesh.Istio.Simulation;

namespace Bookinfo.Failover;

/// <summary>Prints what was found and what was made of it.</summary>
internal static class Report
{
    public static void Found(MeshModel model, Inventory inventory)
    {
        Console.WriteLine("Found");
        foreach (ClusterInventory cluster in inventory.Clusters)
        {
            Console.WriteLine(
                $"  cluster {cluster.Name}: Istio {cluster.IstioVersion}, network {cluster.Network}, trust domain {cluster.TrustDomain}");
            foreach (WorkloadInfo pod in cluster.Workloads.Where(pod => pod.Labels.ContainsKey(LocalityLabel.Override)))
            {
                Console.WriteLine($"    pod {pod.Name} says where it is: {pod.Locality}");
            }

            var gateways = new GatewayLookup(cluster);
            foreach (Mesh.WorkspaceGateway gateway in model.Organization.Tenants.SelectMany(t => t.Workspaces).SelectMany(w => w.Gateways))
            {
                GatewayInfo? found = gateways.Find(gateway.Namespace, gateway.Workload);
                Console.WriteLine(found is null
                    ? $"    gateway {gateway.Name}: not found"
                    : $"    gateway {gateway.Name}: {found.Service.ClusterIps} inside, {found.Service.ExternalAddresses} outside, "
                        + $"{found.ReadyPods} pods in {found.Localities[0].Example}");
            }
        }

        Findings(inventory.Diagnostics);
        Console.WriteLine();
    }

    public static void Generated(MeshResources resources)
    {
        Console.WriteLine("Generated");
        foreach (ClusterResources cluster in resources.Clusters)
        {
            Console.WriteLine($"  for {cluster.Cluster}:");
            foreach (IstioObject o in cluster.Objects)
            {
                Console.WriteLine($"    {o}");
            }
        }

        ServiceEntry details = resources["aws"].OfType<ServiceEntry>().Single(entry => entry.Hosts.Contains("details.cx.tetrate.info"));
        Console.WriteLine();
        Console.WriteLine("Why");
        Console.WriteLine(resources.Explain(details)!.ToString().ReplaceLineEndings("\n  "));
        Console.WriteLine();
    }

    public static void Forecasts(ForecastQuery query)
    {
        Console.WriteLine("Forecast");
        Print("before", query.Now());
        Print("details down in aws", query.When(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details")));
        Print("after", query.Now());
    }

    private static void Print(string title, Forecast forecast) =>
        Console.WriteLine($"  {title}: {forecast.ToString().ReplaceLineEndings("\n    ")}");

    /// <summary>
    /// The article's log: local 200s, the requests that meet the outage, remote 200s, local ones again. Equal lines in a row are shown
    /// once.
    /// </summary>
    public static void Story(MeshResources resources, Inventory inventory)
    {
        Console.WriteLine("Simulation: details of aws answers 503 from second 5 to second 20");
        string last = "";
        SimulationResult result = Outage(resources, inventory)
            .WithLog(line =>
            {
                string same = $"{line.Proxy} {line.Status} {line.Flags} {line.UpstreamHost.Split(':')[0]}";
                bool client = line.Proxy == "aws bookinfo-backend/productpage";
                if ((client && same != last) || (!client && line.Status != 200))
                {
                    Console.WriteLine($"  {line.Proxy}: {line}");
                    last = client ? same : last;
                }
            })
            .Run();
        foreach (SimulationPhase phase in result.Phases)
        {
            Console.WriteLine(
                FormattableString.Invariant(
                    $"  {phase.Name}: {AnsweredBy(phase, "aws")} by aws, {AnsweredBy(
                        phase, "gcp")} by gcp, {phase.Failed} of {phase.Requests} failed, {phase.Retried} retried"));
        }

        Findings(result.Diagnostics);
        Console.WriteLine();
        Console.WriteLine(Verdict.Of(result, "aws", "gcp"));
    }

    /// <summary>Every workload, every host, every cluster and gateway that can fail, and the outage over time.</summary>
    public static MeshReport Of(MeshResources resources, Inventory inventory)
    {
        var recorder = new TimelineRecorder();
        SimulationResult result = Outage(resources, inventory).WithRequests(recorder.Add).Run();
        ForecastCalls calls = new Forecaster(resources, inventory).ForCalls(c => c.AddEverything());
        ForecastTable table = calls.Table(failures => failures
            .AddEvery(FailureScopes.Clusters | FailureScopes.Gateways)
            .Add(failure => failure.ServiceScaledToZero("aws", "bookinfo-backend/details")));
        return table.ToReport(report => report
            .WithTitle("Bookinfo in two clusters").WithInventory(inventory)
            .AddProof(calls.SurvivesAny(1))
            .AddFindings(resources.Diagnostics).AddFindings(new Analyzer().Analyze(resources, inventory))
            .AddTimeline(recorder.Build(result)));
    }

    private static SimulationBuilder Outage(MeshResources resources, Inventory inventory) => new Simulator(resources, inventory)
        .ForClient("aws", "bookinfo-backend/productpage")
        .To("details.cx.tetrate.info", 80, "/details/0")
        .WithRate(20)
        .For(TimeSpan.FromSeconds(60))
        .At(TimeSpan.FromSeconds(5), failure => failure.PodsFail("aws", "bookinfo-backend/details", FailureKind.Answers503))
        .RecoverAt(TimeSpan.FromSeconds(20))
        .StartingAt(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));

    private static long AnsweredBy(SimulationPhase phase, string cluster) =>
        phase.Destinations.Where(to => to.Cluster == cluster).Sum(to => to.Requests);

    public static void Findings(DiagnosticList diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Console.WriteLine($"  {diagnostic}");
        }
    }
}
