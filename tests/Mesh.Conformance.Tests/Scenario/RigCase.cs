using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mesh.Conformance.Tests.Known;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Simulation;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>One recorded run of the second round: rebuilds what was set up and what was done to it, and nothing of what came out.</summary>
internal sealed partial class RigCase
{
    private readonly JsonObject _json;
    private readonly Inventory _inventory;
    private readonly RigTarget _target;
    private readonly RigFailures _failures;
    private readonly MeshResources _resources;
    private readonly string _host;
    private readonly (string Cluster, string Gateway)? _entry;
    private readonly List<RigPart> _always = [];
    private readonly (TimeSpan At, RigPart[] Failing)[] _states;

    /// <param name="run">The run.</param>
    /// <param name="generate">Makes of what was observed what is simulated instead of the recorded resources.</param>
    internal RigCase(JsonObject run, Func<Inventory, MeshResources, MeshResources>? generate = null)
    {
        _json = run;
        Id = (string)run["id"]!;
        _target = RigTarget.Parse((string)run["target"]!);
        if (_target.Keeps || _target.Streams)
        {
            throw new UnknownInputException("Sessions that are kept and streams of several messages are not simulated.");
        }

        Requests = [.. run["requests"]!.AsArray().Select(row => new RigRequest(row!.AsArray())).OrderBy(request => request.At)];
        _inventory = Observe();
        _resources = generate is null ? Read() : generate(_inventory, Read());
        _entry = _target.IsOutside ? EntryOf(_target.IpAddress) : null;
        _host = _target.Name.Length > 0 && _target.Name != "-" ? _target.Name : HostOf(_target.IpAddress);
        _failures = new RigFailures(PodsOf(), Gateways(), _entry?.Cluster ?? "");
        AddWhatAlwaysFails();
        _states = [.. States()];
    }

    internal string Id { get; }

    internal string What => (string)_json["what"]!;

    internal RigRequest[] Requests { get; }

    internal int Callers => _target.CallerCount;

    /// <summary>
    /// The phases that cannot be compared: the rig announced endpoints before their pods were ready, as its README says.
    /// </summary>
    internal bool IsExcluded(string phase) => phase == "recovered" && What.StartsWith("golden case", StringComparison.Ordinal)
        && (Id.StartsWith("P-article", StringComparison.Ordinal) || Id.StartsWith("P-ordered-preference", StringComparison.Ordinal)
            || Id.StartsWith("P-weighted-tier", StringComparison.Ordinal) || Id.StartsWith("P-east-west-up", StringComparison.Ordinal))
        && (What.Contains("scaledToZero", StringComparison.Ordinal) || What.Contains("serviceDown", StringComparison.Ordinal));

    /// <summary>Whether a request was under way at an event, so that either state may have met it.</summary>
    internal bool IsAtBoundary(RigRequest request) =>
        Events.Any(entry => request.At - Near < entry.At && request.At + request.Duration + Near > entry.At
            && request.At < entry.At + Near);

    private static TimeSpan Near => TimeSpan.FromMilliseconds(150);

    private IEnumerable<(TimeSpan At, string Text)> Events => _json["timeline"]!.AsArray()
        .Select(entry => (TimeSpan.FromMilliseconds((double)entry!["atMs"]!), (string)entry["event"]!));

    private IEnumerable<string> Clusters => ClustersOf(_json);

    /// <summary>How many requests of each method the backends executed more than once; empty where nobody counted.</summary>
    internal IEnumerable<(string Method, int Count)> ExecutedTwice =>
        from method in _json["expect"]?["observed"]?["byMethod"]?.AsObject() ?? new JsonObject()
        where method.Value?["executedTwice"] is not null
        select (method.Key, (int)method.Value!["executedTwice"]!);

    /// <summary>The recorded requests and events, to be run with any seed.</summary>
    internal SimulationBuilder Simulation(ulong seed)
    {
        var simulator = new Simulator(_resources, _inventory);
        SimulationClient client = _entry is { } entry ? simulator.ForGateway(entry.Cluster, entry.Gateway)
            : simulator.ForClient(_target.Cluster, $"{NamespaceOf(_target.Workload)}/{_target.Workload}");
        SimulationBuilder builder = client.To(_host, _target.Port)
            .WithSeed(seed)
            .WithTimings(Timings(seed))
            .WithCallsAt(Requests.Select(request => Late(request.At)).ToValueList())
            .WithTurns(Requests.Select(request => request.Method == "POST" || _target.Protocol == "grpc" ? Post : Get).ToValueList())
            .For(Late(Requests[^1].At) + TimeSpan.FromMilliseconds(1));
        if (_target.Protocol == "grpc")
        {
            builder.WithProtocol(CallProtocol.Grpc);
        }

        if (Patience() is { } patience)
        {
            builder.WithCallerTimeout(patience);
        }

        Play(builder, Timings(seed).PushDelay);
        return builder;
    }

    private static Request Get { get; } = new();

    private static Request Post { get; } = new() { Method = "POST" };

    // What was so all the time has been pushed before the first request.
    private static TimeSpan Late(TimeSpan at) => (at > TimeSpan.Zero ? at : TimeSpan.Zero) + TimeSpan.FromSeconds(1);

    // A caller that waited for ever does not say how long it would have waited.
    private TimeSpan? Patience()
    {
        TimeSpan[] limits = [.. Requests.Where(request => request.Status is 0 or -4).Select(request => request.Duration)];
        return limits.Length > 0 ? limits.Min() : _target.GivesUpAfter;
    }

    private void Play(SimulationBuilder builder, TimeSpan pushDelay)
    {
        builder.At(TimeSpan.Zero, failure => _always.ForEach(part => part.Fail(failure)));
        foreach ((TimeSpan at, RigPart[] failing) in _states)
        {
            builder.At(Late(at), failure => Array.ForEach(failing, part => part.Fail(failure)));
        }

        foreach ((TimeSpan at, string text) in Events)
        {
            if (text == "bad path called")
            {
                builder.Beside(request => request.WithPath("/bad"), BadPathRate, Late(at));
            }
            else if (UserApplies().Match(text) is { Success: true } user)
            {
                builder.PushAt(TimeSpan.Zero, Without(user.Groups["namespace"].Value,
                    user.Groups["name"].Value)).PushAt(Late(at) + pushDelay, _resources);
            }
        }
    }

    private double BadPathRate =>
        EveryPattern().Match(What) is { Success: true } every ? 1 / double.Parse(every.Groups["seconds"].Value,
            CultureInfo.InvariantCulture) : 1;

    // What fails from when on: every part begins and ends when its pods show it.
    private IEnumerable<(TimeSpan At, RigPart[] Failing)> States()
    {
        var changes = new List<(TimeSpan At, RigPart Part, bool Begins)>();
        var failing = new List<RigPart>();
        (TimeSpan At, string Text)[] events = [.. Events];
        for (int i = 0; i < events.Length; i++)
        {
            (TimeSpan at, string text) = events[i];
            if (text is "healed" or "recovered")
            {
                changes.AddRange(failing.Select(part => (RigTimeline.EndedAt(part, at, Requests), part, false)));
                failing.Clear();
            }
            else if (!IsQuiet(text))
            {
                TimeSpan next = i + 1 < events.Length ? events[i + 1].At : TimeSpan.MaxValue;
                RigPart[] parts = _failures.Parse(text, What);
                changes.AddRange(parts.Select(part => (RigTimeline.BeganAt(part, at, next, Requests), part, true)));
                failing.AddRange(parts);
            }
        }

        var now = new List<RigPart>(_always);
        foreach ((TimeSpan at, RigPart part, bool begins) in changes.OrderBy(change => change.At))
        {
            _ = begins ? Add(now, part) : now.Remove(part);
            yield return (at, [.. now]);
        }

        static bool Add(List<RigPart> list, RigPart part)
        {
            list.Add(part);
            return true;
        }
    }

    private static bool IsQuiet(string text) =>
        text is "bad path called" or "websockets start" || text.StartsWith("user applies ", StringComparison.Ordinal);

    // A path that is broken in every cluster, answers that are slow, and services that had no endpoints all the time.
    private void AddWhatAlwaysFails()
    {
        foreach ((string cluster, string[] pods) in _failures.Pods)
        {
            bool isEmpty = IsEmptyAllTheTime(cluster);
            foreach (string pod in pods)
            {
                if (Events.Any(entry => entry.Text == "bad path called"))
                {
                    _always.Add(new RigPart("path", cluster, "", failure => failure.PodsAnswer(cluster, pod, 503, "/bad")));
                }

                if (Id.EndsWith("slow6", StringComparison.Ordinal))
                {
                    _always.Add(new RigPart("slow", cluster, "", failure => failure.PodsSlow(cluster, pod, TimeSpan.FromSeconds(6))));
                }

                if (isEmpty)
                {
                    _always.Add(new RigPart("empty", cluster, "", failure => failure.ServiceScaledToZero(cluster, pod)));
                }
            }
        }
    }

    private bool IsEmptyAllTheTime(string cluster)
    {
        // The slices of the rig have no apiVersion, so that no dump reader takes them.
        string? slice = RigResources.TextOf(_json, cluster, "kubernetes").Split("\n---").FirstOrDefault(text =>
            text.Contains("kind: EndpointSlice", StringComparison.Ordinal)
            && text.Contains($"kubernetes.io/service-name: {_host.Split('.')[0]}\n", StringComparison.Ordinal)
            && text.Contains($"namespace: {Namespace}\n", StringComparison.Ordinal));
        return slice?.Contains("- addresses:", StringComparison.Ordinal) == false
            && !Events.Any(entry => entry.Text.Contains("scaled", StringComparison.Ordinal)
                || entry.Text.Contains("at 0", StringComparison.Ordinal)
                || entry.Text.Contains("down", StringComparison.Ordinal) || entry.Text is "failure");
    }

    // The machine was loaded; half of the requests took as long as this.
    private SimulationTimings Timings(ulong seed)
    {
        TimeSpan[] healthy = [.. Requests.Where(request => !request.Failed && request.Phase == "healthy").Select(request =>
            request.Duration).Order()];
        double median = healthy.Length > 0 ? healthy[healthy.Length / 2].TotalMilliseconds : 10;
        double pace = Math.Min(40, median) * (0.6 + (seed * 0.618 % 1 * 0.8));
        return new SimulationTimings
        {
            RoundTrip = TimeSpan.FromMilliseconds(pace / 5),
            ServiceTime = TimeSpan.FromMilliseconds(pace / 2),
            ConnectTime = TimeSpan.FromMilliseconds(3),
            TimerLateness = TimeSpan.FromMilliseconds(5),
            PushDelay = TimeSpan.FromMilliseconds(60 + (seed * 0.37 % 1 * 160)),
        };
    }

    [GeneratedRegex(@"called every (?<seconds>[\d.]+) s")]
    private static partial Regex EveryPattern();

    [GeneratedRegex("^user applies (?<namespace>[^/]+)/(?<name>.+)$")]
    private static partial Regex UserApplies();
}
