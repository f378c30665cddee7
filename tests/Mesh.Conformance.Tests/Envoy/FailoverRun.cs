using System.Text.Json.Nodes;
using Mesh.Istio.Simulation.Envoy;
using Mesh.LoadBalancing;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>One simulated repetition of a case of failover.json.</summary>
internal sealed record FailoverRun(int Failed, int? LastFailedIndex, IReadOnlyList<string> Flags, IReadOnlyList<string> Ejections)
{
    private static readonly TimeSpan Failure = TimeSpan.FromSeconds(10);

    internal static FailoverRun Play(JsonNode input, ulong seed)
    {
        var random = new SeededRandom(seed);
        OutlierPolicy? outliers = SettingsJson.Outliers(input["outlierDetection"]);
        var ejections = new List<string>();
        UpstreamCluster? cluster = null;
        cluster = new UpstreamCluster(new UpstreamClusterOptions
        {
            Outliers = outliers,
            Seed = seed,
            FirstTick = random.NextTime(outliers?.Interval ?? TimeSpan.Zero),
            UpdateMergeWindow = SettingsJson.MergeWindow(input["updateMergeWindowSeconds"]),
            Spread = new TrafficShareOptions
            {
                LocalityWeighted = (bool?)input["localityWeighted"] ?? false,
                PanicThreshold = outliers is null ? null : 0,
            },
            Observer = e =>
            {
                if (e.Reason is { } reason)
                {
                    ejections.Add($"{cluster!.EndpointOf(e.Host).Address} {SettingsJson.NameOf(reason)}");
                }
            },
        });
        cluster.ApplyAssignment(Groups(input["priorities"]!.AsArray()), TimeSpan.Zero);
        ClientSetup setup = Client(input);
        var good = new ClientSimulation(cluster, setup with { Workers = 1 }, seed + 1);
        good.Start(Failure - TimeSpan.FromMilliseconds(400));
        good.Run(4, Failure);
        var client = new ClientSimulation(cluster, setup, seed + 2);
        foreach (JsonNode? host in input["failing"]!.AsArray())
        {
            client.SetMode((string)host!, (string)input["failure"]!);
        }

        client.Start(Failure + TimeSpan.FromMilliseconds(20));
        client.Run((int)input["requests"]!, TimeSpan.MaxValue);
        FinishedRequest[] failed = [.. client.Finished.Where(request => request.Failed)];
        return new FailoverRun(
            failed.Length, failed.Length == 0 ? null : failed.Max(request => request.Index), [
                .. failed.Select(request => request.Flags).Distinct()], ejections);
    }

    private static ClientSetup Client(JsonNode input) => new()
    {
        Retry = SettingsJson.Retry(input["retries"]),
        Workers = (int)input["workers"]!,
        Pacing = TimeSpan.FromMilliseconds((double)input["pacingMs"]!),
        RequestTimeout = SettingsJson.Milliseconds(input["timeoutMs"]),
        ConnectTimeout = SettingsJson.Milliseconds(input["connectTimeoutMs"]) ?? TimeSpan.FromSeconds(10),
    };

    private static EndpointGroup[] Groups(JsonArray hosts) => [.. hosts.Select((count, priority) => new EndpointGroup(
        new Locality($"region-{priority}", "a"),
        Enumerable.Range(0, (int)count!).Select(i => new LocalityEndpoint($"P{priority}.{i}", 80)).ToValueList())
    {
        Priority = priority,
        Weight = (uint)(int)count!,
    })];
}
