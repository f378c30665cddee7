using System.Globalization;
using Mesh.Diagnostics;
using Mesh.Istio.Apply;
using Mesh.Istio.Apply.Planning;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Pictures.Views;

/// <summary>Makes the two pictures of a plan to apply.</summary>
internal static class PlanView
{
    private static readonly PlannedAction[] Shown = [PlannedAction.Create, PlannedAction.Update, PlannedAction.Delete];

    public static TopologyDifference Of(ApplyPlan plan, TopologyView before, TopologyView after) => TopologyDifference.Of(
        before with { Title = $"{before.Title}, now", Diagnostics = With(before, plan) },
        after with { Title = $"{after.Title}, as planned: {Count(plan.Objects)}", Diagnostics = With(after, plan) });

    /// <summary>A picture whose boxes say how many of their objects the plan would write or delete.</summary>
    public static TopologyView Marked(ApplyPlan plan, TopologyView view)
    {
        Dictionary<(string, string, string?, string), IstioObject> content = Objects(plan.Before).Concat(Objects(plan.After))
            .GroupBy(one => one.Key).ToDictionary(same => same.Key, same => same.Last().Value);
        ILookup<(string Cluster, string Name), PlannedObject> touched = plan.Objects
            .Where(planned => Shown.Contains(planned.Action)
                && content.ContainsKey((planned.Cluster, planned.Kind, planned.Namespace, planned.Name)))
            .SelectMany(planned => NamesOf(content[(planned.Cluster, planned.Kind, planned.Namespace, planned.Name)])
                .Select(name => (Key: (planned.Cluster, name), Planned: planned)))
            .Distinct()
            .ToLookup(one => one.Key, one => one.Planned);
        return view with
        {
            Nodes = [.. view.Nodes.Select(node => touched.Contains((node.Cluster, node.Name))
                ? node with { Detail = $"{(node.Detail.Length == 0 ? "" : $"{node.Detail}; ")}{Count(touched[(node.Cluster, node.Name)])}" }
                : node)],
        };
    }

    private static IEnumerable<KeyValuePair<(string, string, string?, string), IstioObject>> Objects(MeshResources resources) =>
        resources.Clusters.SelectMany(
            cluster => cluster.Objects,
            (cluster, value) => KeyValuePair.Create((cluster.Cluster, value.Kind, value.Metadata.Namespace, value.Metadata.Name), value));

    // The names of boxes: a host, and of a Service its name, too.
    private static IEnumerable<string> NamesOf(IstioObject value) => (value switch
    {
        ServiceEntry entry => entry.Hosts,
        VirtualService routes => routes.Hosts,
        DestinationRule rule => [rule.Host],
        Gateway gateway => gateway.Servers.SelectMany(server => server.Hosts).Select(Server.NameOf),
        _ => (IEnumerable<string>)[],
    }).SelectMany(host => ServiceName.TryParse(host, value.Metadata.Namespace ?? "", out ServiceName service)
        ? [host, $"{service.Namespace}/{service.Name}"] : (string[])[host]).Distinct(StringComparer.Ordinal);

    private static string Count(IEnumerable<PlannedObject> objects)
    {
        ILookup<PlannedAction, PlannedObject> by = objects.ToLookup(planned => planned.Action);
        string words = string.Join(", ", Shown.Where(by.Contains).Select(
            action => string.Create(CultureInfo.InvariantCulture, $"{by[action].Count()} {ApplyText.Word(action)}")));
        return words.Length == 0 ? "nothing changes" : words;
    }

    private static DiagnosticList With(TopologyView view, ApplyPlan plan) => new(view.Diagnostics.Concat(plan.Diagnostics).Distinct());
}
