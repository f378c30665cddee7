using System.Net.Http.Headers;
using Mesh.Istio;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Resources;
using Mesh.Kubernetes.Connections;

namespace Mesh.Benchmarks.Applying;

/// <summary>
/// Applying 2,000 new objects against a loop that does nothing but send their bodies with as many requests under way. The server is a
/// process of its own and the same for both; it has most of the work, so the processor time of this side is told beside the rate.
/// </summary>
internal sealed class ApplyingNewObjects : IBenchmark
{
    private const int Count = 2_000;
    private const int Rounds = 31;
    private static readonly MediaTypeHeaderValue ApplyPatch = new("application/apply-patch+yaml");

    public string Name => "applying-new";

    public IEnumerable<BenchmarkRow> Run()
    {
        using var clusters = new ClusterProcess(1);
        using HttpClient client = clusters.Client(0);
        ClusterConnection[] connections = [.. clusters.Connections()];
        var options = new ApplyOptions();
        ValueList<IstioObject> objects = ManyObjects.Make(Count);
        var resources = new MeshResources { Clusters = [new ClusterResources(ClusterProcess.Name(0)) { Objects = objects }] };
        (string Path, byte[] Body)[] bodies = [.. DesiredObject.Of(resources.Clusters[0], options.ApplySet).Select(
            one => (Path(one), one.Json.ToArray()))];
        var applier = new Applier(connections, options);

        Expense[] expenses = Measure.Expenses(
            Rounds, clusters.Reset, () => LoopAsync(client, bodies, options.MaxConcurrency), () => ApplyAsync(applier, resources));

        yield return BenchmarkRow.Info("objects a second, bare loop of requests", Count / expenses[0].Seconds, "1/s");
        yield return BenchmarkRow.Info("objects a second, Applier", Count / expenses[1].Seconds, "1/s");
        yield return BenchmarkRow.AtLeast("rate of the Applier as against the loop", expenses[1].Rate, "x", 0.9);
        yield return BenchmarkRow.Info(
            "processor time of the Applier as against the loop, without the server's",
            expenses[1].ProcessorSeconds / expenses[0].ProcessorSeconds, "x");
        yield return BenchmarkRow.Info(
            "allocated by the Applier as against the loop", expenses[1].AllocatedBytes / expenses[0].AllocatedBytes, "x");
        Array.ForEach(connections, connection => connection.Dispose());
    }

    private static async Task LoopAsync(HttpClient client, (string Path, byte[] Body)[] bodies, int concurrency) =>
        await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = concurrency }, async (one, cancellationToken) =>
        {
            using var request = new HttpRequestMessage(
                HttpMethod.Patch, one.Path)
            { Content = new ByteArrayContent(one.Body) { Headers = { ContentType = ApplyPatch } } };
            using HttpResponseMessage response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        }).ConfigureAwait(false);

    private static async Task ApplyAsync(Applier applier, MeshResources resources)
    {
        ApplyResult result = await applier.ApplyAsync(resources).ConfigureAwait(false);
        if (!result.IsComplete || result.Objects.Any(one => one.Outcome != ApplyOutcome.Created))
        {
            throw new InvalidOperationException(result.ToString());
        }
    }

    private static string Path(DesiredObject one) =>
        $"/apis/{one.Key.Kind.ApiVersion}/namespaces/{one.Key.Namespace}/{one.Key.Kind.Plural}/{one.Key.Name}"
        + "?fieldManager=mesh&fieldValidation=Strict&force=false";
}
