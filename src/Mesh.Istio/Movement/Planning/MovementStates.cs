using System.Globalization;
using Mesh.Istio.Capacity;

namespace Mesh.Istio.Movement.Planning;

/// <summary>The models and demands that a movement goes through.</summary>
internal sealed class MovementStates(MovementKind kind, string cluster, MovementMesh mesh, MovementScope scope, MovementOptions options)
{
    private readonly string[] _clusters = [.. mesh.Model.Organization.Clusters.Select(entry => entry.Name)];

    /// <summary>The model in which traffic goes wherever the order of clusters sends it.</summary>
    public MeshModel Natural => kind switch
    {
        MovementKind.Return => Home(),
        _ => State(mesh.Model, ClusterState.Drained),
    };

    public IEnumerable<PlannedState> Of(IReadOnlyDictionary<string, int> targets, bool isChosen)
    {
        MeshModel home = kind == MovementKind.Return ? Home() : mesh.Model;
        Demand demand = mesh.Demand;
        int[] shares = [.. options.Shares];
        for (int i = 0; i < shares.Length; i++)
        {
            bool isLast = i == shares.Length - 1;
            int away = kind == MovementKind.Return ? 100 - shares[i] : shares[i];
            MeshModel model = isLast && kind == MovementKind.Return ? home : Shifted(home, away, targets);
            yield return new PlannedState(MovementAction.Shift, Title(shares[i], targets), model, demand);
        }

        if (MovedUsers() is { } moved)
        {
            yield return new PlannedState(
                MovementAction.Users, UsersTitle(), kind == MovementKind.Return ? home : Shifted(home, 100, targets), demand = moved);
        }

        if (Final(home, targets, isChosen) is { } final)
        {
            string state = kind == MovementKind.Evacuate ? "evacuated" : "drained";
            yield return new PlannedState(MovementAction.Stop, $"say in the model that {cluster} is {state}", final, demand);
        }
    }

    /// <summary>The demand after users outside were pointed to another gateway; <see langword="null"/> when there are none.</summary>
    public Demand? MovedUsers() => kind == MovementKind.Return || !Users().Any(flow => !flow.Elsewhere.IsEmpty) ? null : mesh.Demand with
    {
        Flows = mesh.Demand.Flows.Select(flow => IsUser(flow) && !flow.Elsewhere.IsEmpty ? flow with
        {
            Cluster = flow.Elsewhere[0],
            Elsewhere = flow.Elsewhere.Skip(1).Append(flow.Cluster).ToValueList(),
        } : flow).ToValueList(),
    };

    public IEnumerable<DemandFlow> Users() => mesh.Demand.Flows.Where(IsUser);

    private bool IsUser(DemandFlow flow) =>
        flow.IsFromOutside && flow.Cluster == cluster && flow.RequestsPerSecond > 0 && ScopeRules.Covers(scope, mesh.Model, flow);

    private string Title(int share, IReadOnlyDictionary<string, int> targets) => kind == MovementKind.Return
        ? string.Create(CultureInfo.InvariantCulture, $"bring {share} % back to {cluster}")
        : string.Create(CultureInfo.InvariantCulture, $"shift {share} % of what comes first to {cluster} to {Names(targets)}");

    private string UsersTitle() => string.Join("; ", Users().Where(flow => !flow.Elsewhere.IsEmpty).Select(
        flow => $"point users of {flow.Host} from {flow.Workload} in {cluster} to {flow.Elsewhere[0]}"));

    private static string Names(IReadOnlyDictionary<string, int> targets) => string.Join(
        ", ", targets.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(
            entry => targets.Count == 1 ? entry.Key : string.Create(CultureInfo.InvariantCulture, $"{entry.Key} ({entry.Value})")));

    private MeshModel Shifted(MeshModel model, int percent, IReadOnlyDictionary<string, int> targets) => percent == 0 ? model
        : new OrderRewrite(scope, _clusters, (_, tiers) => TierShift.Away(tiers, cluster, percent, targets, _clusters)).Apply(model);

    // Chosen shares stay written down; else the state of the cluster says it all.
    private MeshModel? Final(MeshModel home, IReadOnlyDictionary<string, int> targets, bool isChosen) => kind switch
    {
        MovementKind.Drain when scope.IsMesh => State(isChosen ? Shifted(home, 100, targets) : home, ClusterState.Drained),
        MovementKind.Evacuate => State(isChosen ? Shifted(home, 100, targets) : home, ClusterState.Evacuated),
        _ => null,
    };

    private MeshModel State(MeshModel model, ClusterState? state) => model with
    {
        Organization = model.Organization with
        {
            Clusters = model.Organization.Clusters
                .Select(entry => entry.Name == cluster ? entry with { State = state } : entry).ToValueList(),
        },
    };

    // The cluster is active, and the first one for its own clients.
    private MeshModel Home()
    {
        MeshModel active = State(mesh.Model, null);
        return new OrderRewrite(scope, _clusters, (client, tiers) => client != cluster
            || (!tiers.IsEmpty && tiers[0].Clusters is [var only] && only.Cluster == cluster) ? null
            : [new FailoverTier([new TierCluster(cluster)]), .. TierShift.Without(tiers, [cluster])]).Apply(active);
    }
}
