using System.Text.Json.Nodes;
using Mesh.Conformance.Tests.Known;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.Forecasting;
using Mesh.Istio.Manifests;
using Mesh.Recordings;
using Mesh.Tests;

namespace Mesh.Conformance.Tests.Requests;

/// <summary>Who reaches what with the generated guardrails: a matrix of every caller and host, as a real mesh answered.</summary>
public class GuardrailMatrixTests
{
    private const string Answered = "200";

    [Fact]
    public void The_golden_set_with_guardrails_lets_those_pass_who_were_recorded_to_pass()
    {
        var report = new ComparisonReport("scenario", "matrix");
        foreach (RecordedFile file in Truth.Files("scenario").Where(IsCompared))
        {
            report.Compare(file.Path, () => Compare(file.ReadObject()!, report));
        }

        report.AssertNoneUnknown();
    }

    internal static bool IsCompared(RecordedFile file) =>
        file.ReadObject() is { } matrix && matrix.ContainsKey("rows") && matrix["columns"]?.AsArray().Count == 4;

    private static void Compare(JsonObject matrix, ComparisonReport report)
    {
        string folder = Path.Combine(RepositoryRoot.Path, "tests/Mesh.Istio.Tests/Golden/Cases", (string)matrix["case"]!);
        var resources = new MeshResources
        {
            Clusters = Directory.GetDirectories(Path.Combine(folder, "expected")).Order(StringComparer.Ordinal).Select(cluster =>
                new ClusterResources(Path.GetFileName(cluster))
                {
                    Objects = Directory.GetFiles(cluster, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                        .SelectMany(file => ManifestReader.Read(File.ReadAllText(file), file).Objects).ToValueList(),
                }).ToValueList(),
        };
        var forecaster = new Forecaster(resources, Inventory.FromDumps(Path.Combine(folder, "dumps")));
        string[][] rows = [.. matrix["rows"]!.AsArray().Select(row => (string[])[.. row!.AsArray().Select(cell => (string)cell!)])];
        foreach (string[] cells in rows)
        {
            Forecast forecast = Query(forecaster, cells[0], cells[1], cells[2]).Now();
            report.Check(
                forecast.LosesRequests == (cells[3] != Answered || rows.Any(row => IsWayAround(row, cells)))
                    && forecast.LostPercent is 0 or 100,
                string.Join(", ", cells), $"forecast\n{forecast.Explain()}");
        }
    }

    // The second edition was recorded: whoever was refused at a service reached it by its host. What is generated now closes that way.
    private static bool IsWayAround(string[] direct, string[] byHost) =>
        direct[0] == byHost[0] && direct[1] == byHost[1] && direct[3] != Answered && !byHost[2].Contains('/', StringComparison.Ordinal)
            && direct[2].EndsWith($"/{byHost[2].Split('.')[0]}", StringComparison.Ordinal);

    private static ForecastQuery Query(Forecaster forecaster, string cluster, string caller, string called)
    {
        if (caller == "outside")
        {
            string[] words = called.Split(" as ");
            return forecaster.ForGateway(cluster, words[0]["gateways/".Length..].Insert(0, "gateways/")).To(words[1]);
        }

        // Who calls a pod from outside of the mesh has no certificate; the client of the namespace stands in for the place.
        string[] name = called.Split('/');
        string host = name.Length == 2 ? $"{name[1]}.{name[0]}.svc.cluster.local" : called;
        int port = called switch { "bookinfo/details" => 9080, "shop/cart" => 8000, _ => 80 };
        return caller.StartsWith("outside", StringComparison.Ordinal)
            ? forecaster.ForClient(cluster, "bookinfo/details-0").To(host, port, request => request.WithIdentity(""))
            : forecaster.ForClient(cluster, caller).To(host, port);
    }
}
