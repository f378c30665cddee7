using Mesh.Inventories;
using Mesh.Istio.Capacity;
using Mesh.Istio.Comparison;

namespace Mesh.Istio.Movement.Planning;

/// <summary>Generates, forecasts, compares and simulates the states of a movement.</summary>
internal sealed class StepWork(MovementMesh mesh, CapacityTable capacities, MovementOptions options)
{
    private const int MostRounds = 4;

    // By identity: models are compared by all that is in them.
    private readonly Dictionary<object, MeshResources> _resources = new(ReferenceEqualityComparer.Instance);

    public LoadForecast Now => field ??= Forecaster(mesh.Model, mesh.Inventory, mesh.Demand).Now();

    /// <summary>The pods that are missing in any of the states, all together.</summary>
    public Shortfall Missing(IReadOnlyCollection<PlannedState> states)
    {
        Shortfall total = new() { Headroom = options.Headroom };
        Inventory inventory = mesh.Inventory;
        for (int round = 0; round < MostRounds; round++)
        {
            bool changed = false;
            foreach (PlannedState state in states.Prepend(new PlannedState(MovementAction.Verify, "", mesh.Model, mesh.Demand)))
            {
                Shortfall missing = Forecaster(state.Model, inventory, state.Demand).Shortfall(0, options.Headroom);
                if (!missing.IsEmpty)
                {
                    changed = true;
                    total = Join(total, missing);
                    inventory = total.ApplyTo(mesh.Inventory);
                }
            }

            if (!changed)
            {
                break;
            }
        }

        return total;
    }

    public ValueList<MovementStep> Steps(ValueList<PlannedState> states)
    {
        var steps = new List<MovementStep>();
        MeshResources before = Resources(mesh.Model);
        Inventory inventory = mesh.Inventory;
        foreach (PlannedState state in states)
        {
            MeshResources after = Resources(state.Model);
            Inventory then = state.Pods.Aggregate(
                inventory, (all, pods) => all.WithPods(pods.Cluster, pods.Workload, pods.Count, pods.Place));
            var simulation = new StepSimulation(before, inventory, after, then, state.Demand, options.SimulatedCalls);
            LoadForecast load = Forecaster(state.Model, then, state.Demand).Now();
            (double failed, ValueList<string> left) = state.Action == MovementAction.Users ? (0, []) : simulation.Run(load);
            steps.Add(new MovementStep
            {
                Number = steps.Count + 1,
                Action = state.Action,
                Title = state.Title,
                Changes = Changes(before, after),
                Pods = state.Pods,
                Load = load,
                FailedRequests = failed,
                NotSimulated = left,
                Watch = Watch(state, load),
                Watched = state.Action == MovementAction.Scale ? TimeSpan.Zero : options.Watched,
                GoBack = Back(state, steps.Count),
                Model = state.Model,
                Demand = state.Demand,
                Resources = after,
            });
            (before, inventory) = (after, then);
        }

        return steps.ToValueList();
    }

    private LoadForecaster Forecaster(MeshModel model, Inventory inventory, Demand demand) =>
        new(Resources(model), inventory, demand, capacities);

    public MeshResources Resources(MeshModel model)
    {
        if (!_resources.TryGetValue(model, out MeshResources? resources))
        {
            _resources.Add(model, resources = new IstioGenerator().Generate(model, mesh.Inventory));
        }

        return resources;
    }

    private static Shortfall Join(Shortfall known, Shortfall more)
    {
        var pods = known.Pods.ToDictionary(entry => (entry.Cluster, entry.Workload, entry.Place));
        foreach (MissingPods entry in more.Pods)
        {
            (string, string, Locality) key = (entry.Cluster, entry.Workload, entry.Place);
            pods[key] = pods.TryGetValue(key, out MissingPods? had) ? had with { Count = had.Count + entry.Count } : entry;
        }

        return known with
        {
            IsSolvable = known.IsSolvable && more.IsSolvable,
            Pods = pods.Values.OrderBy(entry => entry.Cluster, StringComparer.Ordinal)
                .ThenBy(entry => entry.Workload, StringComparer.Ordinal).ThenBy(entry => entry.Place.ToString(), StringComparer.Ordinal)
                .ToValueList(),
            Demand = known.Demand.Concat(more.Demand).GroupBy(entry => entry.Cluster, StringComparer.Ordinal)
                .Select(group => group.MaxBy(entry => entry.Percent)!)
                .OrderBy(entry => entry.Cluster, StringComparer.Ordinal).ToValueList(),
            Unknown = known.Unknown.Union(more.Unknown).Order(StringComparer.Ordinal).ToValueList(),
        };
    }

    private static ValueList<string> Changes(MeshResources before, MeshResources after) => ReferenceEquals(before, after) ? []
        : MeshComparison.Of(after, before).Objects.Where(entry => entry.State is not (ObjectState.Same or ObjectState.Foreign))
            .Select(entry => $"{entry.Cluster}: {entry.Kind} {entry.Namespace}/{entry.Name} "
                + $"{(entry.State == ObjectState.Missing ? "new" : entry.State == ObjectState.Surplus ? "gone" : "changed")}")
            .ToValueList();

    private static ValueList<string> Watch(PlannedState state, LoadForecast load)
    {
        var watch = new List<string>();
        if (!state.Pods.IsEmpty)
        {
            string pods = string.Join(", ", state.Pods.Select(
                pods => $"{LoadText.Pods(pods.Count)} of {pods.Workload} in {pods.Cluster} "
                    + (pods.Place.IsEmpty ? "anywhere" : $"at {pods.Place}")));
            watch.Add($"the new pods are ready: {pods}");
        }

        string rates = load.Clusters.IsEmpty ? "none" : string.Join(
            ", ", load.Clusters.Select(cluster => $"{cluster.Cluster} {LoadText.Rate(cluster.RequestsPerSecond)}"));
        watch.Add($"requests per second of clusters: {rates}");
        if (load.Busiest is { } busiest)
        {
            watch.Add(
                $"no pod above {LoadText.Percent(busiest.Utilisation ?? 0)} % of what it carries "
                    + $"({busiest.Workload} in {busiest.Cluster})");
        }

        watch.Add("errors do not rise: istio_requests_total with response_code 5xx or a response_flags other than -, by source_cluster");
        return watch.ToValueList();
    }

    private static string Back(PlannedState state, int before) => state.Action switch
    {
        MovementAction.Scale => "the pods may go again; nothing else was changed",
        MovementAction.Users => "point the users back",
        _ => before == 0 ? "apply the model as it was" : FormattableString.Invariant($"apply the model of step {before}"),
    };
}
