using Bookinfo.Failover;
using Mesh;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Manifests;

// Usage: Bookinfo.Failover [dumps] [out]. Needs no cluster: the dumps are what `kubectl get … -o yaml|json` printed.
Console.WriteLine("Bookinfo in two clusters: reading dumps, generating, forecasting and simulating. No cluster is touched.");
Console.WriteLine();
string dumps = args.Length > 0 ? args[0] : Path.Combine(AppContext.BaseDirectory, "dumps");
string output = args.Length > 1 ? args[1] : "out";

// Step 1 and 2 of the article: the clusters, and one definition for all of them.
MeshModel model = BookinfoMesh.Model();
Inventory inventory = Inventory.FromDumps(dumps);
Report.Found(model, inventory);

MeshResources resources = new IstioGenerator().Generate(model, inventory);
Report.Generated(resources);
Report.Findings(resources.Diagnostics);
if (resources.Diagnostics.HasErrors)
{
    return 1;
}

WriteResult written = resources.WriteTo(output);
Console.WriteLine(
    $"Wrote {written.Written} files, {written.Unchanged} unchanged, to {string.Join(
        " and ", resources.Clusters.Select(cluster => $"{output}/{cluster.Cluster}"))}.");
Report.Findings(written.Diagnostics);

// Step 3: what happens to the calls of productpage in aws when details dies there.
Console.WriteLine();
Report.Forecasts(new Forecaster(resources, inventory).ForClient("aws", "bookinfo-backend/productpage").To("details.cx.tetrate.info", 80));
Console.WriteLine();
Report.Story(resources, inventory);
string report = Path.Combine(output, "report.html");
File.WriteAllText(report, Report.Of(resources, inventory).ToHtml());
Console.WriteLine();
Console.WriteLine($"The whole mesh, as it survives, is in {report}: open it in a browser.");
return written.Diagnostics.HasErrors ? 1 : 0;
