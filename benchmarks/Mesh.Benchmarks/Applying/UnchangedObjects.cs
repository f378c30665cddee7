using System.Text.Json;
using Mesh.Istio;
using Mesh.Istio.Apply;
using Mesh.Istio.Resources;
using Mesh.Kubernetes.Connections;

namespace Mesh.Benchmarks.Applying;

/// <summary>
/// Applying 2,000 objects to three clusters that have them already: what it asks for, and what listing and comparing take against a loop
/// that only lists the same pages.
/// </summary>
internal sealed class UnchangedObjects : IBenchmark
{
    private const int Count = 2_000;
    private const int Clusters = 3;
    private const int Rounds = 9;
    private static readonly string[] Plurals = ["networking.istio.io/v1/destinationrules", "networking.istio.io/v1/serviceentries",
        "networking.istio.io/v1/virtualservices", "security.istio.io/v1/authorizationpolicies"];

    public string Name => "applying-unchanged";

    public IEnumerable<BenchmarkRow> Run()
    {
        using var clusters = new ClusterProcess(Clusters);
        HttpClient[] clients = [.. Enumerable.Range(0, Clusters).Select(clusters.Client)];
        ClusterConnection[] connections = [.. clusters.Connections()];
        ValueList<IstioObject> objects = ManyObjects.Make(Count);
        var resources = new MeshResources
        {
            Clusters = Enumerable.Range(0, Clusters).Select(i => new ClusterResources(ClusterProcess.Name(i)) { Objects = objects })
                .ToValueList(),
        };
        var applier = new Applier(connections);
        clusters.Reset();
        ApplyAsync(applier, resources).GetAwaiter().GetResult();
        clusters.Count();
        ApplyAsync(applier, resources).GetAwaiter().GetResult();
        string asked = clusters.Count();

        Expense[] expenses = Measure.Expenses(
            Rounds, () => { }, () => Task.WhenAll(clients.SelectMany(client => Plurals.Select(plural => ListAsync(client, plural)))),
            () => ApplyAsync(applier, resources));

        yield return BenchmarkRow.Info($"requests for {Count} objects in each of {Clusters} clusters: {asked}", Requests(asked), "");
        yield return BenchmarkRow.AtMost(
            "of them other than GET",
            asked.StartsWith("GET=", StringComparison.Ordinal) && !asked.Contains(' ', StringComparison.Ordinal) ? 0 : 1, "", 0);
        yield return BenchmarkRow.Info("lists and comparison, milliseconds", expenses[1].Seconds * 1000, "ms");
        yield return BenchmarkRow.Info(
            "lists and comparison as against a bare loop of the same lists", expenses[1].Seconds / expenses[0].Seconds, "x");
        Array.ForEach(clients, client => client.Dispose());
        Array.ForEach(connections, connection => connection.Dispose());
    }

    private static async Task ListAsync(HttpClient client, string plural)
    {
        string next = "";
        do
        {
            byte[] body = await client.GetByteArrayAsync($"/apis/{plural}?limit=500{(next.Length == 0 ? "" : $"&continue={next}")}")
                .ConfigureAwait(false);
            using var page = JsonDocument.Parse(body);
            next = page.RootElement.GetProperty("metadata").TryGetProperty("continue", out JsonElement token) ? token.GetString()! : "";
        }
        while (next.Length > 0);
    }

    private static async Task ApplyAsync(Applier applier, MeshResources resources)
    {
        ApplyResult result = await applier.ApplyAsync(resources).ConfigureAwait(false);
        if (!result.IsComplete)
        {
            throw new InvalidOperationException(result.ToString());
        }
    }

    private static double Requests(string asked) =>
        asked.Split(' ').Sum(verb => double.Parse(verb.Split('=')[1], System.Globalization.CultureInfo.InvariantCulture));
}
