using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.ControlPlane;
using Mesh.Istio.Failures;

namespace Mesh.Istio.Simulation.Engine;

/// <summary>Everything that was asked for.</summary>
internal sealed class SimulationPlan
{
    /// <summary>The clusters as observed, with what was computed of them before.</summary>
    public required ObservedMesh Mesh { get; init; }

    public MeshResources Resources => Mesh.Resources;

    public Inventory Inventory => Mesh.Inventory;

    public required string ClientName { get; init; }

    public required FoundClient Client { get; init; }

    public required string Host { get; init; }

    public required int Port { get; init; }

    /// <summary>The port that was asked for, where <see cref="Port"/> is that of a gateway's pods behind it.</summary>
    public required int AskedPort { get; init; }

    /// <summary>What is wrong with the names in the question.</summary>
    public List<Diagnostic> Diagnostics { get; } = [];

    public Request Request { get; init; } = new();

    /// <summary>How the client speaks; <see langword="null"/> for as the port says.</summary>
    public CallProtocol? Protocol { get; set; }

    /// <summary>The requests, in turn; none for <see cref="Request"/> alone.</summary>
    public ValueList<Request> Turns { get; set; }

    /// <summary>Requests beside those that are counted.</summary>
    public List<SideRequests> Beside { get; } = [];

    public Request CallAt(ulong index) => Turns.IsEmpty ? Request : Turns[(int)(index % (ulong)Turns.Count)];

    /// <summary>Requests per second; 0 for callers that wait for answers.</summary>
    public double Rate { get; set; }

    /// <summary>Whether requests at a rate come independently of each other, instead of evenly.</summary>
    public bool IsRandom { get; set; }

    /// <summary>How pods work, by cluster, empty for all, and workload.</summary>
    public Dictionary<(string Cluster, string Workload), SimulatedCapacity> Capacities { get; } = [];

    public int Callers { get; set; } = 1;

    public TimeSpan Gap { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The times of all requests; <see langword="null"/> for a rate or callers.</summary>
    public ValueList<TimeSpan>? Calls { get; set; }

    public TimeSpan Duration { get; set; } = TimeSpan.FromSeconds(10);

    public TimeSpan? CallerTimeout { get; set; }

    public ulong Seed { get; set; } = 1;

    public DateTimeOffset Start { get; set; } = DateTimeOffset.UnixEpoch;

    public SimulationTimings Timings { get; set; } = new();

    public Action<AccessLogLine>? Log { get; set; }

    public Action<SimulatedRequest>? Observer { get; set; }

    /// <summary>When the first outlier interval of a proxy's cluster ends; random where unknown.</summary>
    public Func<string, string, TimeSpan?>? FirstTick { get; set; }

    public List<PlannedEvent> Events { get; } = [];

    public IReadOnlyList<Inventory> Inventories => [Inventory, .. Events.Select(entry => entry.Observed).OfType<Inventory>()];
}
