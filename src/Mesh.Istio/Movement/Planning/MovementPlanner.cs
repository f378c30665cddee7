using Mesh.Diagnostics;
using Mesh.Inventories;
using Mesh.Istio.Capacity;

namespace Mesh.Istio.Movement.Planning;

/// <summary>Finds the steps of a movement in which nobody is overloaded, or says which step cannot be.</summary>
internal sealed class MovementPlanner(
    MovementKind kind, string cluster, string to, MovementMesh mesh, MovementScope scope, MovementOptions options)
{
    private readonly CapacityTable _capacities = mesh.Capacities ?? CapacityTable.Of(mesh.Model);
    private readonly List<Diagnostic> _found = [];

    public MovementPlan Plan()
    {
        if (Names() is { } problem)
        {
            return Result([], null, [problem]);
        }

        var states = new MovementStates(kind, cluster, mesh, scope, options);
        IReadOnlyDictionary<string, int> targets = Targets(states, out bool isChosen);
        PlannedState[] planned = [.. states.Of(targets, isChosen)];
        var work = new StepWork(mesh, _capacities, options);
        Shortfall missing = work.Missing(planned);
        if (!isChosen && !missing.IsEmpty && to.Length == 0 && kind != MovementKind.Return
            && Spare(work) is { Count: > 1 } spare)
        {
            // Where the order of clusters sends too much to one, others may have room.
            PlannedState[] spread = [.. states.Of(spare, isChosen: true)];
            if (work.Missing(spread).Pods.Sum(pods => pods.Count) < missing.Pods.Sum(pods => pods.Count))
            {
                (planned, missing) = (spread, work.Missing(spread));
            }
        }

        bool scales = options.MayScale && missing is { IsSolvable: true, Pods.IsEmpty: false };
        ValueList<PlannedState> all = [.. scales ? Scaling(missing) : [], .. planned];
        ValueList<MovementStep> steps = work.Steps(all);
        Judge(steps, missing, scales);
        Users(states);
        HeldPods();
        return Result(Complete(steps), missing.IsEmpty ? null : missing, _found) with { Before = work.Resources(mesh.Model) };
    }

    private Diagnostic? Names()
    {
        string[] clusters = [.. mesh.Model.Organization.Clusters.Select(entry => entry.Name)];
        foreach (string name in to.Length > 0 ? (string[])[cluster, to] : [cluster])
        {
            if (!clusters.Contains(name))
            {
                return MovementDiagnostics.NameUnknown.At(
                    $"clusters/{name}", $"The model has no cluster '{name}'; it has: {string.Join(", ", clusters)}.",
                    $"Correct the name.{NearestName.Question(name, clusters)}");
            }
        }

        return cluster == to || clusters.Length < 2 ? MovementDiagnostics.NameUnknown.At(
                $"clusters/{cluster}", "There is no other cluster to move to.", "Name another cluster of the model.")
            : !ScopeRules.Exists(scope, mesh.Model) ? MovementDiagnostics.NameUnknown.At(
                "scope", $"The model has no {scope}.", "Correct the name of the tenant, workspace or host.")
            : kind == MovementKind.Evacuate && !scope.IsMesh ? MovementDiagnostics.WholeClusterOnly.At(
                "scope", $"{scope} alone cannot be evacuated.", "Drain it, or evacuate the whole cluster.")
            : null;
    }

    // Where traffic goes by itself, by how much more each cluster gets then.
    private IReadOnlyDictionary<string, int> Targets(MovementStates states, out bool isChosen)
    {
        isChosen = to.Length > 0;
        if (isChosen)
        {
            return new Dictionary<string, int>(StringComparer.Ordinal) { [to] = 1 };
        }

        LoadForecast now = Forecast(mesh.Model, mesh.Demand);
        LoadForecast then = Forecast(states.Natural, mesh.Demand);
        var gains = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (string other in mesh.Model.Organization.Clusters.Select(entry => entry.Name).Where(name => name != cluster))
        {
            double gain = kind == MovementKind.Return ? now.RateOf(other) - then.RateOf(other) : then.RateOf(other) - now.RateOf(other);
            int weight = (int)Math.Round(100 * gain / Math.Max(1e-9, Math.Abs(now.RateOf(cluster) - then.RateOf(cluster))));
            if (weight > 0)
            {
                gains[other] = weight;
            }
        }

        return gains.Count > 0 ? gains : mesh.Model.Organization.Clusters
            .Where(entry => entry.Name != cluster && entry.State is null or ClusterState.Active)
            .ToDictionary(entry => entry.Name, _ => 1, StringComparer.Ordinal);
    }

    // The room that the pods of each cluster have left for what the leaving cluster's pods get now.
    private SortedDictionary<string, int> Spare(StepWork work)
    {
        LoadForecast now = work.Now;
        var room = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (ServiceLoad leaving in now.Services.Where(service => service.Cluster == cluster && !service.IsGateway))
        {
            foreach (string other in mesh.Model.Organization.Clusters.Select(entry => entry.Name).Where(name => name != cluster))
            {
                double each = _capacities.Find(other, leaving.Workload)?.RequestsPerSecond ?? 0;
                int pods = mesh.Inventory.Find(other) is not { } there ? 0
                    : InventoryScaling.PodsOf(there, leaving.Workload).Count(pod => pod.Ready);
                double left = (each * pods * (1 - options.Headroom)) - (now.Find(other, leaving.Workload)?.RequestsPerSecond ?? 0);
                double part = Math.Max(0, left) / Math.Max(1e-9, leaving.RequestsPerSecond);
                room[other] = room.TryGetValue(other, out double least) ? Math.Min(least, part) : part;
            }
        }

        double sum = room.Values.Sum();
        return new SortedDictionary<string, int>(
            room.Where(entry => sum > 0 && entry.Value / sum >= 0.01)
                .ToDictionary(entry => entry.Key, entry => (int)Math.Round(100 * entry.Value / sum), StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    private IEnumerable<PlannedState> Scaling(Shortfall missing)
    {
        foreach (IGrouping<(string Cluster, string Workload), MissingPods> pods in missing.Pods
            .GroupBy(pods => (pods.Cluster, pods.Workload)))
        {
            int count = pods.Sum(entry => entry.Count);
            yield return new PlannedState(
                MovementAction.Scale, $"scale {pods.Key.Workload} in {pods.Key.Cluster} by {LoadText.Pods(count)}", mesh.Model, mesh.Demand)
            {
                Pods = pods.ToValueList(),
            };
            Limits(pods.Key.Cluster, pods.Key.Workload, count);
        }
    }

    private void Limits(string where, string workload, int more)
    {
        if (mesh.Inventory.Find(where) is { Autoscalers: { } autoscalers } there
            && autoscalers.FirstOrDefault(entry => $"{entry.Namespace}/{entry.TargetName}" == workload) is { } autoscaler
            && InventoryScaling.PodsOf(there, workload).Count() + more is var pods && pods > autoscaler.MaxReplicas)
        {
            _found.Add(MovementDiagnostics.AutoscalerLimits.At(
                $"{where} {workload}",
                FormattableString.Invariant($"{pods} pods are needed, and the autoscaler allows {autoscaler.MaxReplicas}."),
                "Raise maxReplicas, and minReplicas until the movement is over, so that it does not take the pods away."));
        }
    }

    private void Judge(ValueList<MovementStep> steps, Shortfall missing, bool scales)
    {
        bool isTold = scales;
        foreach (MovementStep step in steps)
        {
            string place = FormattableString.Invariant($"step {step.Number}: {step.Title}");
            // Later steps are overloaded for the same reason.
            if (!isTold && step.Load.Overloaded(options.Headroom).MaxBy(pod => pod.Utilisation) is { } worst)
            {
                isTold = true;
                string possible = missing.ToString().Replace("\n", "; ", StringComparison.Ordinal);
                _found.Add(MovementDiagnostics.StepOverloads.At(
                    place,
                    $"{worst.Pod} of {worst.Workload} in {worst.Cluster} would be at {LoadText.Percent(worst.Utilisation ?? 0)} % of what "
                        + "it carries.",
                    missing.IsEmpty ? "Less demand makes it possible." : $"This makes it possible: {possible}."));
            }

            if (step.Load.Lost.FirstOrDefault(lost => !lost.IsUnknown) is { } lost)
            {
                _found.Add(MovementDiagnostics.StepLoses.At(
                    place,
                    $"{LoadText.Rate(lost.RequestsPerSecond)} requests/s of {lost.Client} to {lost.Host} would be lost: {lost.Reason}.",
                    "Make somebody answer them elsewhere first."));
            }

            foreach (Diagnostic error in step.Load.Diagnostics.Errors)
            {
                _found.Add(error);
            }
        }

        string[] unknown =
            [.. steps.SelectMany(step => step.Load.UnknownCapacity).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (unknown.Length > 0)
        {
            _found.Add(MovementDiagnostics.StepUnknown.At(
                cluster, $"Nobody knows what these pods carry: {string.Join(", ", unknown)}.",
                "Say it with WithCapacity of the workspace."));
        }
    }

    private void Users(MovementStates states)
    {
        foreach (DemandFlow flow in kind == MovementKind.Return ? [] : states.Users().Where(flow => flow.Elsewhere.IsEmpty))
        {
            _found.Add(MovementDiagnostics.UsersStay.At(
                $"{flow.Cluster} {flow.Workload}",
                $"{LoadText.Rate(flow.RequestsPerSecond)} requests/s of users for {flow.Host} come to the gateway whatever the model says.",
                "Say where they can go (elsewhere of the demand), and point their names there."));
        }
    }

    // Traffic leaves so that pods may go: nodes are drained, or the cluster is.
    private bool PodsMayGo => scope.IsMesh && kind is MovementKind.Drain or MovementKind.Evacuate;

    private void HeldPods()
    {
        foreach ((DisruptionBudgetInfo budget, int pods, int mayGo) in PodsMayGo && mesh.Inventory.Find(cluster) is { } leaving
            ? Budgets.Of(leaving) : [])
        {
            if (mayGo == 0 && pods > 0)
            {
                _found.Add(MovementDiagnostics.BudgetHolds.At(
                    $"{cluster} {budget.Namespace}/{budget.Name}", $"None of its {LoadText.Pods(pods)} may be evicted now.",
                    "Let more be away (minAvailable, maxUnavailable) before nodes of the cluster are drained, or delete it with them."));
            }
        }
    }

    private IEnumerable<string> BudgetWords() => !PodsMayGo || mesh.Inventory.Find(cluster) is not { } leaving ? []
        : leaving.DisruptionBudgets is null
            ? [$"PodDisruptionBudgets of {cluster} were not read: nobody knows how many of its pods may go at once"]
        : Budgets.Of(leaving).Where(entry => entry.Pods > 0).Select(entry =>
            $"when pods go: PodDisruptionBudget {entry.Budget.Namespace}/{entry.Budget.Name} lets "
                + FormattableString.Invariant($"{entry.MayGo} of {entry.Pods} go at once"));

    private ValueList<MovementStep> Complete(ValueList<MovementStep> steps)
    {
        if (steps.IsEmpty)
        {
            return steps;
        }

        MovementStep last = steps[^1] with { Changes = [], FailedRequests = 0, NotSimulated = [] };
        string moved = kind == MovementKind.Return ? $"{cluster} gets its part again" : $"{cluster} gets nothing that it should not";
        string held = FormattableString.Invariant($"keep everything as it is for {options.Watched.TotalMinutes:0.##} minutes");
        return
        [
            .. steps,
            last with
            {
                Number = last.Number + 1,
                Action = MovementAction.Verify,
                Title = $"look whether {moved}",
                Watched = TimeSpan.Zero,
            },
            last with
            {
                Number = last.Number + 2,
                Action = MovementAction.Hold,
                Title = held,
                Watch = [.. last.Watch, .. BudgetWords()],
            },
        ];
    }

    private LoadForecast Forecast(MeshModel model, Demand demand) =>
        new LoadForecaster(new IstioGenerator().Generate(model, mesh.Inventory), mesh.Inventory, demand, _capacities).Now();

    private MovementPlan Result(ValueList<MovementStep> steps, Shortfall? missing, IEnumerable<Diagnostic> findings) => new()
    {
        Kind = kind,
        Cluster = cluster,
        To = to,
        Scope = scope,
        Steps = steps,
        Missing = missing,
        Diagnostics = new DiagnosticList(findings),
    };
}
