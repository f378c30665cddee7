using System.Text.Json.Nodes;
using Mesh.Istio.Simulation.Envoy;
using Mesh.LoadBalancing;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>One simulated run of a case of removal.json: endpoints change, hosts die, requests go on.</summary>
internal sealed class RemovalRun
{
    /// <summary>What the recordings call an answer of the proxy itself.</summary>
    private const string ProxyAnswer = "503";

    private static readonly TimeSpan ScriptStart = TimeSpan.FromSeconds(10);

    private RemovalRun(int steps) => Steps = [.. Enumerable.Range(0, steps).Select(_ => new RemovalStep())];

    internal RemovalStep[] Steps { get; }

    internal int Failed { get; private set; }

    internal List<(string Text, double At)> Ejections { get; } = [];

    internal static RemovalRun Play(JsonNode input, TimeSpan overhead, double end, ulong seed)
    {
        var random = new SeededRandom(seed);
        OutlierPolicy outliers = SettingsJson.Outliers(input["outlierDetection"])!;
        JsonArray script = input["script"]!.AsArray();
        var run = new RemovalRun(script.Count);
        UpstreamCluster? cluster = null;
        cluster = new UpstreamCluster(new UpstreamClusterOptions
        {
            Outliers = outliers,
            Seed = seed,
            FirstTick = random.NextTime(outliers.Interval),
            UpdateMergeWindow = SettingsJson.MergeWindow(input["updateMergeWindowSeconds"]),
            Spread = new TrafficShareOptions { PanicThreshold = 0 },
            Observer = e => run.Ejections.Add((
                $"{(e.Reason is { } reason ? SettingsJson.NameOf(reason) : "UNEJECT")} "
                    + $"{cluster!.EndpointOf(e.Host).Address}", (e.At - ScriptStart).TotalSeconds)),
        });
        cluster.ApplyAssignment(AssignmentJson.Groups(input["initial"]!).AsSpan(), TimeSpan.Zero);
        var client = new ClientSimulation(cluster, Client(input, overhead), seed + 1);
        foreach (JsonNode? step in script)
        {
            client.At(ScriptStart + TimeSpan.FromSeconds((double)step!["at"]!), () => Apply(step, client));
        }

        client.Start(ScriptStart - TimeSpan.FromSeconds(0.5));
        // A little longer, so that the last requests are answered.
        client.Run(int.MaxValue, ScriptStart + TimeSpan.FromSeconds(end + 0.5));
        run.Collect(client.Finished, [.. script.Select(step => (double)step!["at"]!)], end);
        return run;
    }

    private static ClientSetup Client(JsonNode input, TimeSpan overhead) => new()
    {
        Retry = SettingsJson.Retry(input["retries"]),
        Workers = (int)input["workers"]!,
        Pacing = TimeSpan.FromMilliseconds((double)input["pacingMs"]!),
        ServiceTime = TimeSpan.FromMilliseconds((double)input["serviceTimeMs"]!),
        Overhead = overhead,
    };

    private static void Apply(JsonNode step, ClientSimulation client)
    {
        if (step["eds"] is { } assignment)
        {
            client.Cluster.ApplyAssignment(AssignmentJson.Groups(assignment).AsSpan(), client.Now);
        }

        foreach ((string host, JsonNode? mode) in step["modes"]?.AsObject() ?? [])
        {
            client.SetMode(host, (string)mode!);
        }
    }

    private void Collect(List<FinishedRequest> requests, double[] starts, double end)
    {
        foreach (FinishedRequest request in requests)
        {
            double sent = (request.Sent - ScriptStart).TotalSeconds;
            if (sent > end)
            {
                continue;
            }

            Failed += request.Failed ? 1 : 0;
            int step = Array.FindLastIndex(starts, start => start <= sent);
            if (step >= 0)
            {
                Steps[step].Add(request.FromHost ? request.LastHost : ProxyAnswer, sent - starts[step]);
            }
        }
    }
}
