using System.Text;
using System.Text.Json;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Manifests;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Planning;

/// <summary>What a cluster has of the objects of a plan, and what it would have of them.</summary>
/// <param name="Plan">What would be done.</param>
/// <param name="Before">What it has; <see langword="null"/> where not everything could be asked.</param>
/// <param name="After">What it would have; <see langword="null"/> where not everything could be asked.</param>
internal sealed record PlannedContent(ClusterPlan Plan, ClusterResources? Before, ClusterResources? After)
{
    /// <param name="plan">The plan of the cluster.</param>
    /// <param name="desired">The objects that it is to have.</param>
    /// <param name="state">What exists.</param>
    public static PlannedContent Of(ClusterPlan plan, ValueList<DesiredObject> desired, LiveState state)
    {
        if (!plan.IsKnown)
        {
            return new PlannedContent(plan, null, null);
        }

        Dictionary<ObjectKey, IstioObject> wanted = desired.Where(one => one.Problem.Length == 0)
            .ToDictionary(one => one.Key, one => one.Value);
        var before = new Dictionary<ObjectKey, IstioObject>();
        foreach (LiveObject live in state.Live.Values)
        {
            if ((live.IsInSync ? wanted.GetValueOrDefault(live.Key) : Read(live.Content)) is { } value)
            {
                before.Add(live.Key, value);
            }
        }

        ILookup<PlannedAction, (string, string?, string)> actions = plan.Objects.ToLookup(
            planned => planned.Action, planned => (planned.Kind, planned.Namespace, planned.Name));
        HashSet<(string, string?, string)> written = [.. actions[PlannedAction.Create], .. actions[PlannedAction.Update]];
        HashSet<(string, string?, string)> deleted = [.. actions[PlannedAction.Delete]];
        IEnumerable<KeyValuePair<ObjectKey, IstioObject>> after = before
            .Where(one => !deleted.Contains(NameOf(one.Key)) && !(written.Contains(NameOf(one.Key)) && wanted.ContainsKey(one.Key)))
            .Concat(wanted.Where(one => written.Contains(NameOf(one.Key))));
        return new PlannedContent(plan, Resources(plan.Cluster, before), Resources(plan.Cluster, after));
    }

    private static (string Kind, string? Namespace, string Name) NameOf(ObjectKey key) => (key.Kind.Kind, key.Namespace, key.Name);

    private static ClusterResources Resources(string cluster, IEnumerable<KeyValuePair<ObjectKey, IstioObject>> objects) => new(cluster)
    {
        Objects = [.. objects.OrderBy(one => one.Key).ThenBy(one => one.Key.Kind.Kind, StringComparer.Ordinal).Select(one => one.Value)],
    };

    private static IstioObject? Read(JsonElement content) => content.ValueKind != JsonValueKind.Object ? null
        : ManifestReader.Read(Encoding.UTF8.GetBytes(content.GetRawText())).Objects is [var only, ..] ? only : null;
}
