using System.Text.Json.Nodes;
using Mesh.Istio.Simulation.Envoy;
using Mesh.LoadBalancing;

namespace Mesh.Conformance.Tests.Envoy;

/// <summary>One simulated run of a case of failback.json.</summary>
internal sealed class FailbackRun
{
    private static readonly TimeSpan Failure = TimeSpan.FromSeconds(10);

    /// <summary>How long the recording's script needed to see an event and change a host's behaviour.</summary>
    private static readonly TimeSpan Reaction = TimeSpan.FromMilliseconds(50);

    private readonly JsonNode _input;
    private readonly string[] _failing;
    private readonly List<EjectionEvent> _events = [];
    private readonly ClientSimulation _client;
    private readonly UpstreamCluster _cluster;
    private readonly TimeSpan _end;
    private int _ejections;

    private FailbackRun(JsonNode input, TimeSpan overhead, TimeSpan end, ulong seed)
    {
        _input = input;
        _end = Failure + end;
        _failing = [.. input["failing"]!.AsArray().Select(host => (string)host!)];
        var random = new SeededRandom(seed);
        OutlierPolicy outliers = SettingsJson.Outliers(input["outlierDetection"])!;
        _cluster = new UpstreamCluster(new UpstreamClusterOptions
        {
            Outliers = outliers,
            Seed = seed,
            TimerLateness = TimeSpan.FromMilliseconds(3),
            FirstTick = random.NextTime(outliers.Interval),
            UpdateMergeWindow = SettingsJson.MergeWindow(input["updateMergeWindowSeconds"]),
            Spread = new TrafficShareOptions { PanicThreshold = 0 },
            Observer = OnEvent,
        });
        _cluster.ApplyAssignment(Groups(input["priorities"]!.AsArray()), TimeSpan.Zero);
        var setup = new ClientSetup
        {
            Retry = SettingsJson.Retry(input["retries"]),
            Pacing = TimeSpan.FromMilliseconds((double)input["pacingMs"]!),
            Overhead = overhead,
        };
        _client = new ClientSimulation(_cluster, setup, seed + 1);
    }

    internal List<FailbackCycle> Cycles { get; } = [];

    internal int Failed { get; private set; }

    internal static FailbackRun Play(JsonNode input, TimeSpan overhead, TimeSpan end, ulong seed)
    {
        var run = new FailbackRun(input, overhead, end, seed);
        run._client.At(Failure, () => run.SetAll((string)input["failure"]!));
        run._client.Start(Failure - TimeSpan.FromSeconds(0.3));
        run._client.Run(int.MaxValue, run._end);
        run._cluster.AdvanceTo(run._end);
        run.CollectCycles();
        return run;
    }

    private static EndpointGroup[] Groups(JsonArray hosts) => [.. hosts.Select((count, priority) => new EndpointGroup(
        new Locality($"region-{priority}", "a"),
        Enumerable.Range(0, (int)count!).Select(i => new LocalityEndpoint($"P{priority}.{i}", 80)).ToValueList())
    {
        Priority = priority,
    })];

    private void SetAll(string mode)
    {
        foreach (string host in _failing)
        {
            _client.SetMode(host, mode);
        }
    }

    private void OnEvent(EjectionEvent e)
    {
        _events.Add(e);
        if (e.Reason is not null && ++_ejections >= ((int?)_input["recoverAfterEjections"] ?? int.MaxValue))
        {
            _client.At(e.At + Reaction, () => SetAll("ok"));
        }
        else if (e.Reason is null && (string)_input["mode"]! == "recover-then-fail" && _ejections == (int?)_input["recoverAfterEjections"])
        {
            _client.At(e.At + TimeSpan.FromSeconds((double)_input["healthyForSeconds"]!), () => SetAll((string)_input["failure"]!));
        }
    }

    private void CollectCycles()
    {
        Failed = _client.Finished.Count(request => request.Failed && request.Sent >= Failure);
        for (int i = 0; i < _events.Count; i++)
        {
            EjectionEvent start = _events[i];
            if (start.Reason is null)
            {
                continue;
            }

            TimeSpan? back = _events
                .Skip(i + 1)
                .Where(e => e.Host == start.Host && e.Reason is null)
                .Select(e => (TimeSpan?)e.At)
                .FirstOrDefault();
            TimeSpan? next = _events.Skip(i + 1).Where(e => e.Reason is not null).Select(e => (TimeSpan?)e.At).FirstOrDefault();
            string name = _cluster.EndpointOf(start.Host).Address;
            Cycles.Add(new FailbackCycle(
                (start.At - Failure).TotalSeconds,
                (back - start.At)?.TotalSeconds,
                start.Multiplier,
                back is null
                    ? null
                    : _client.Finished
                        .Where(r => r.LastHost == name && r.Sent >= back)
                        .Select(r => (double?)(r.Sent - back.Value).TotalSeconds)
                        .FirstOrDefault(),
                FailedBetween(start.At, back ?? _end),
                back is null || next is null ? null : FailedBetween(back.Value, next.Value)));
        }
    }

    /// <summary>Failed requests that ended after the first time and not after the second.</summary>
    private int FailedBetween(TimeSpan from, TimeSpan to) =>
        _client.Finished.Count(request => request.Failed && request.Ended > from && request.Ended <= to);
}
