using Mesh;
using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Resources;

namespace Bookinfo.Failover;

/// <summary>Prints what was found and what was made of it.</summary>
internal static class Report
{
    public static void Found(MeshModel model, Inventory inventory)
    {
        Console.WriteLine("Found");
        foreach (ClusterInventory cluster in inventory.Clusters)
        {
            Console.WriteLine($"  cluster {cluster.Name}: Istio {cluster.IstioVersion}, network {cluster.Network}, trust domain {cluster.TrustDomain}");
            foreach (WorkloadInfo pod in cluster.Workloads.Where(pod => pod.Labels.ContainsKey(LocalityLabel.Override)))
            {
                Console.WriteLine($"    pod {pod.Name} says where it is: {pod.Locality}");
            }

            var gateways = new GatewayLookup(cluster);
            foreach (Mesh.Gateway gateway in model.Organization.Tenants.SelectMany(t => t.Workspaces).SelectMany(w => w.Gateways))
            {
                GatewayInfo? found = gateways.Find(gateway.Namespace, gateway.Workload);
                Console.WriteLine(found is null
                    ? $"    gateway {gateway.Name}: not found"
                    : $"    gateway {gateway.Name}: {found.Service.ClusterIps} inside, {found.Service.ExternalAddresses} outside, {found.ReadyPods} pods in {found.Localities[0].Example}");
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

    public static void Findings(DiagnosticList diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Console.WriteLine($"  {diagnostic}");
        }
    }
}
