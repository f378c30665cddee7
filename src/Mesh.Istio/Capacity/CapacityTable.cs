using Mesh.Diagnostics;
using Mesh.Istio.Simulation;

namespace Mesh.Istio.Capacity;

/// <summary>What pods carry, by the name of their Service or workload. What is not in it is unknown.</summary>
public sealed record CapacityTable
{
    /// <summary>The table of which nothing is known.</summary>
    public static CapacityTable Empty { get; } = new();

    /// <summary>The capacities by <c>namespace/name</c>, or by <c>CLUSTER namespace/name</c> where they hold in one cluster only.</summary>
    public ValueMap<PodCapacity> Pods { get; init; }

    /// <summary>The capacities that a model says (<c>WithCapacity</c> of a workspace).</summary>
    /// <param name="model">The model.</param>
    /// <returns>The table.</returns>
    public static CapacityTable Of(MeshModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        CapacityTable table = Empty;
        foreach (ServiceCapacity capacity in model.Organization.Tenants.SelectMany(tenant => tenant.Workspaces)
            .SelectMany(workspace => workspace.Capacities))
        {
            if (ServiceName.TryParse(capacity.Service, "", out ServiceName name))
            {
                table = table.Set(
                    $"{name.Namespace}/{name.Name}", new PodCapacity(capacity.RequestsPerSecond, capacity.Concurrency, "model"));
            }
        }

        return table;
    }

    /// <summary>The table with what the pods of a Service or workload carry; it replaces what was known.</summary>
    /// <param name="workload"><c>namespace/name</c>.</param>
    /// <param name="requestsPerSecond">How many requests one pod answers in a second.</param>
    /// <param name="concurrency">How many requests one pod works on at once; <see langword="null"/> when nobody knows.</param>
    /// <param name="cluster">The cluster in which it holds; <see langword="null"/>, the default: in every one.</param>
    /// <returns>A new table.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not more than 0.</exception>
    public CapacityTable With(string workload, double requestsPerSecond, int? concurrency = null, string? cluster = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(workload);
        OptionRange.Require(requestsPerSecond, 1e-6, 1e9);
        OptionRange.Require(concurrency ?? 1, 1, int.MaxValue, nameof(concurrency));
        return Set(KeyOf(workload, cluster), new PodCapacity(requestsPerSecond, concurrency, "declared"));
    }

    /// <summary>
    /// The table with what a load test of one pod says: the largest rate up to which, and at all smaller rates, answers took no longer
    /// than the limit.
    /// </summary>
    /// <param name="workload"><c>namespace/name</c>.</param>
    /// <param name="measured">The lines of the load test, in any order.</param>
    /// <param name="limit">How long answers may take.</param>
    /// <param name="cluster">The cluster in which it holds; <see langword="null"/>, the default: in every one.</param>
    /// <returns>A new table. Where even the smallest rate took longer, the capacity stays unknown.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The limit is not from 0 to a day.</exception>
    public CapacityTable WithMeasured(string workload, ValueList<MeasuredLoad> measured, TimeSpan limit, string? cluster = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(workload);
        OptionRange.Require(limit, TimeSpan.Zero, OptionRange.Day);
        double? carried = null;
        foreach (MeasuredLoad line in measured.OrderBy(line => line.RequestsPerSecond).TakeWhile(line => line.Latency <= limit))
        {
            carried = line.RequestsPerSecond;
        }

        return carried is > 0 ? Set(KeyOf(workload, cluster), new PodCapacity(carried, null, "measured")) : this;
    }

    /// <summary>What the pods of a Service or workload carry.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="workload"><c>namespace/name</c>.</param>
    /// <returns>What was said of this cluster, else of every one; <see langword="null"/> when nobody knows.</returns>
    public PodCapacity? Find(string cluster, string workload) =>
        Pods.TryGetValue(KeyOf(workload, cluster), out PodCapacity? here) || Pods.TryGetValue(workload, out here) ? here : null;

    /// <summary>
    /// Lets the pods of a simulation carry what the table says: they work on as many requests at once as it says, one where it does not,
    /// each for as long as makes it the rate. What the table does not name works on everything at once.
    /// </summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="serviceTime">
    /// The distribution for a mean; <see langword="null"/>, the default: every request takes the same time.
    /// </param>
    /// <returns>The simulation.</returns>
    public SimulationBuilder ApplyTo(SimulationBuilder simulation, Func<TimeSpan, ServiceTime>? serviceTime = null)
    {
        ArgumentNullException.ThrowIfNull(simulation);
        foreach ((string key, PodCapacity capacity) in Pods)
        {
            if (capacity.RequestsPerSecond is not { } rate)
            {
                continue;
            }

            int space = key.IndexOf(' ', StringComparison.Ordinal);
            int concurrency = capacity.Concurrency ?? 1;
            var mean = TimeSpan.FromTicks((long)Math.Round(concurrency / rate * TimeSpan.TicksPerSecond));
            simulation.With(
                key[(space + 1)..],
                new SimulatedCapacity { Concurrency = concurrency, ServiceTime = (serviceTime ?? ServiceTime.Fixed)(mean) },
                space < 0 ? null : key[..space]);
        }

        return simulation;
    }

    private CapacityTable Set(string key, PodCapacity capacity) => this with { Pods = Pods.With(key, capacity) };

    private static string KeyOf(string workload, string? cluster) => cluster is null ? workload : $"{cluster} {workload}";
}
