using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Mesh.Conformance.Tests.Known;
using Mesh.Dumps;
using Mesh.Inventories;
using Mesh.Istio;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;
using Mesh.Istio.Simulation;

namespace Mesh.Conformance.Tests.Scenario;

/// <summary>One recorded run: rebuilds what was set up and what was done to it, and nothing of what came out.</summary>
internal sealed partial class ScenarioCase
{
    private const string Details = "bookinfo-backend/details";
    private const string Ingress = "bookinfo-backend/ingress";
    private readonly JsonObject _json;
    private readonly Inventory _up;
    private readonly Inventory _zero;

    internal ScenarioCase(JsonObject run)
    {
        _json = run;
        Id = (string)_json["id"]!;
        _up = Observed("kubernetes");
        _zero = Observed("kubernetesAtZero");
        if (!TargetPattern().IsMatch((string)_json["target"]!))
        {
            throw new UnknownInputException($"The reader does not know this target: {_json["target"]}.");
        }

        Requests = [.. _json["requests"]!.AsArray().Select(row => new RecordedRequest(row!.AsArray()))];
    }

    internal string Id { get; }

    internal RecordedRequest[] Requests { get; }

    /// <summary>
    /// Whether something that Mesh does not model was limited by hand, so that what proxies log of it cannot be compared.
    /// </summary>
    internal bool IsCapped => ((string)_json["what"]!).Contains("was capped at", StringComparison.Ordinal);

    internal bool StartsAtZero => (string?)_json["clustersFrom"] == "zero";

    /// <summary>The host that the gateway of a cluster serves.</summary>
    internal string HostOf(string cluster) =>
        Resources[cluster]
            .OfType<VirtualService>()
            .First(service => !service.Gateways.IsEmpty && !service.Gateways.Contains("mesh")).Hosts[0];

    internal JsonObject Expect => _json["expect"]!.AsObject();

    internal JsonObject Istiod => _json["istiodOutput"]!.AsObject();

    internal IEnumerable<(string Proxy, string Line)> AccessLog => _json["accessLogs"]!.AsObject()
        .SelectMany(
            log => log.Value!.AsArray().Select(line => (log.Key, line is JsonObject repeated ? (string)repeated["line"]! : (string)line!)));

    internal MeshResources Resources { get => field ??= Read(); } = null!;

    /// <summary>The proxies that the recording names: the client and one gateway per cluster.</summary>
    internal IEnumerable<string> Proxies => _json["accessLogs"]!.AsObject().Select(log => log.Key);

    /// <summary>The name that a simulated proxy has in the recording.</summary>
    internal static string NameOf(string simulated) =>
        simulated.EndsWith("/ingress-0", StringComparison.Ordinal) || simulated.EndsWith("/ingress", StringComparison.Ordinal)
            ? $"gateway-{simulated.Split(' ')[0]}"
            : simulated;

    /// <summary>The recorded requests and events, to be run with any seed.</summary>
    internal SimulationBuilder Simulation(ulong seed)
    {
        var target = TargetPattern().Match((string)_json["target"]!);
        var simulator = new Simulator(Resources, Start());
        string host = target.Groups["host"].Value;
        int port = target.Groups["port"].Success ? int.Parse(target.Groups["port"].Value, CultureInfo.InvariantCulture) : 80;
        SimulationBuilder builder = (target.Groups["from"].Value, target.Groups["gateway"].Value) switch
        {
            ({ Length: > 0 } cluster, _) => simulator.ForClient(Sidecar(cluster)).To(host, port, target.Groups["path"].Value),
            (_, "edge gateway") => simulator.ForClient(Edge(), "edge").To(host, 8080, target.Groups["path"].Value),
            (_, string gateway) => simulator.ForGateway(gateway.Split(' ')[0], Ingress).To(host, 8080, target.Groups["path"].Value),
        };
        builder.WithSeed(seed)
            .WithTimings(Timings())
            .WithCallsAt(Requests.Select(request => request.At).ToValueList())
            .For(Requests[^1].At + TimeSpan.FromMilliseconds(1));
        if (Requests.Where(request => request.Status == 0).Select(request => request.Duration).DefaultIfEmpty().Min() is var limit
            && limit > TimeSpan.Zero)
        {
            builder.WithCallerTimeout(limit);
        }

        // Times are whole milliseconds; a push may be before or after a request of the same one.
        Play(builder, TimeSpan.FromMilliseconds(seed * 0.37 % 1));
        return builder.WithFirstTicks(FirstTick);
    }

    /// <summary>What an istiod of a cluster knows with or without pods.</summary>
    internal ControlPlaneView View(string cluster, bool zero) => new(PushContext.Of(cluster, Resources, zero ? _zero : _up));

    internal ClientProxy ProxyOf(string name, string cluster) => name switch
    {
        "client" => Sidecar(cluster),
        "edge" => Edge(),
        _ => Gateway(cluster),
    };

    internal ClientProxy Sidecar(string cluster)
    {
        // The recordings do not say where the caller runs; their priorities do: in the zone of the cluster's last node.
        ClusterInventory home = _up.Find(cluster)!;
        return new ClientProxy
        {
            Namespace = "bookinfo-backend",
            Cluster = cluster,
            Network = home.Network ?? "",
            Locality = home.Nodes[^1].Locality.Value,
            Labels = new ValueMap<string>().With("app", "productpage"),
        };
    }

    private ClientProxy Gateway(string cluster)
    {
        ClusterInventory home = _up.Find(cluster)!;
        WorkloadInfo pod = home.Workloads.First(candidate => candidate.Labels.TryGetValue("app", out string? app) && app == "ingress");
        return new ClientProxy
        {
            Type = ProxyType.Router,
            Namespace = pod.Namespace,
            Cluster = cluster,
            Network = home.Network ?? "",
            Locality = pod.Locality.Value,
            Labels = pod.Labels,
        };
    }

    private static ClientProxy Edge() => new()
    {
        Type = ProxyType.Router,
        Namespace = "edge",
        Cluster = "edge",
        Labels = new ValueMap<string>().With("app", "edge"),
    };

    private Inventory Start() => StartsAtZero ? Mixed(["aws"]) : _up;

    private SimulationTimings Timings() => new()
    {
        // Loopback; requests and events of one caller never overlapped.
        RoundTrip = TimeSpan.FromMilliseconds(0.1),
        ServiceTime = TimeSpan.FromMilliseconds(0.1),
        ConnectTime = TimeSpan.FromMilliseconds(0.3),
        TimerLateness = TimeSpan.FromMilliseconds(5),
        UpdateMergeWindow = PatchPattern().Match((string)_json["what"]!) is { Success: true } patch
            ? TimeSpan.FromSeconds(int.Parse(patch.Groups[1].Value, CultureInfo.InvariantCulture))
            : TimeSpan.FromSeconds(1),
    };

    private void Play(SimulationBuilder builder, TimeSpan late)
    {
        var failing = new SortedDictionary<(string Cluster, string Workload), FailureKind>();
        var zero = new SortedSet<string>(StringComparer.Ordinal);
        if (StartsAtZero)
        {
            zero.Add("aws");
            builder.PushAt(TimeSpan.Zero, Mixed(zero));
            failing[("aws", Details)] = FailureKind.Refused;
            Fail(builder, TimeSpan.Zero, failing);
        }

        foreach (JsonNode? entry in _json["timeline"]!.AsArray())
        {
            var at = TimeSpan.FromMilliseconds((double)entry!["atMs"]!);
            string text = (string)entry["event"]!;
            if (entry["detailsPods"] is { } pods)
            {
                string cluster = (string)entry["cluster"]!;
                _ = (int)pods == 0 ? zero.Add(cluster) : zero.Remove(cluster);
                builder.PushAt(at + late, Mixed(zero));
                continue;
            }

            (string, string) who = entry["proxy"] is { } proxy
                ? (((string)proxy!)["gateway-".Length..], Ingress)
                : ((string)entry["cluster"]!, Details);
            FailureKind? kind = text.Contains("stop accepting", StringComparison.Ordinal)
                || text.Contains("killed", StringComparison.Ordinal)
                ? FailureKind.Refused
                : text.Contains("stops answering", StringComparison.Ordinal) ? FailureKind.Hangs
                : text.Contains("again", StringComparison.Ordinal) || text.Contains("resumes", StringComparison.Ordinal) ? null
                : throw new UnknownInputException($"{Id} has an unknown event '{text}'.");
            _ = kind is null ? failing.Remove(who) : failing.TryAdd(who, kind.Value);
            Fail(builder, at, failing);
        }
    }

    private void Fail(SimulationBuilder builder, TimeSpan at, SortedDictionary<(string Cluster, string Workload), FailureKind> failing) =>
        builder.At(_up, at, failure =>
    {
        foreach (((string cluster, string workload), FailureKind kind) in failing)
        {
            failure.PodsFail(cluster, workload, kind);
        }
    });

    // When intervals end is known from the returns; it began with the process, before the recording.
    private TimeSpan? FirstTick(string proxy, string cluster) => Expect["ejections"]!.AsArray()
        .Where(
            entry => (string)entry!["action"]! == "UNEJECT" && (string)entry["proxy"]! == NameOf(proxy)
                && (string)entry["cluster"]! == cluster)
        .Select(entry => (TimeSpan?)TimeSpan.FromMilliseconds((double)entry!["tMs"]!))
        .FirstOrDefault();

    private Inventory Mixed(IReadOnlyCollection<string> zero) => _up with
    {
        Clusters = _up.Clusters.Select(cluster => zero.Contains(cluster.Name) ? _zero.Find(cluster.Name)! : cluster).ToValueList(),
    };

    private Inventory Observed(string which)
    {
        IstioVersion version = ((string)_json["istiod"]!).StartsWith("1.30", StringComparison.Ordinal)
            ? IstioVersion.V1_30
            : IstioVersion.V1_31;
        var inventory = Inventory.FromDumps([.. _json["resources"]!.AsObject().Select(cluster =>
            new DumpFile(
                cluster.Key, "objects.yaml", Encoding.UTF8.GetBytes((string)(cluster.Value![which] ?? cluster.Value["kubernetes"])!)))]);
        return inventory with { Clusters = inventory.Clusters.Select(cluster => cluster with { IstioVersion = version }).ToValueList() };
    }

    private MeshResources Read() => new()
    {
        Clusters = _json["resources"]!.AsObject().Select(cluster =>
        {
            ManifestSet manifests = ManifestReader.Read((string)cluster.Value!["istio"]!, Id);
            Assert.False(manifests.Diagnostics.HasErrors, $"{Id}: {manifests.Diagnostics}");
            return new ClusterResources(cluster.Key) { Objects = manifests.Objects };
        }).ToValueList(),
    };

    [GeneratedRegex(@"^GET http://(?<host>[^:/ ]+)(:(?<port>\d+))?(?<path>/\S*) (from the productpage sidecar \((?<from>\w+)\)"
        + @"|.*to the (?<gateway>(\w+ ingress|edge) gateway) port)")]
    private static partial Regex TargetPattern();

    [GeneratedRegex(@"update_merge_window (\d+)s")]
    private static partial Regex PatchPattern();
}
