using System.Text.Json;
using Mesh.Istio.Apply.Objects;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Apply.Planning;

/// <summary>
/// VirtualServices that would get another name beside somebody else's for the same host. Of several that callers everywhere in the mesh
/// use,
/// the oldest holds; a new name is a new age, so the host would be the other one's at once.
/// </summary>
internal sealed class RenameCheck
{
    private readonly Dictionary<ObjectKey, string> _new = [];
    private readonly HashSet<ObjectKey> _old = [];

    private RenameCheck()
    {
    }

    public static RenameCheck Of(ValueList<DesiredObject> desired, LiveState state, PruneSelection prune)
    {
        var check = new RenameCheck();
        if (state.RoutedByOthers.Count == 0)
        {
            return check;
        }

        foreach (LiveObject old in prune.Delete.Where(live => live.Key.Kind.Kind == nameof(VirtualService)))
        {
            string[] hosts = old.Content.ValueKind == JsonValueKind.Object
                ? [.. PublicHosts(old.Content).Where(state.RoutedByOthers.ContainsKey)] : [];
            foreach (DesiredObject one in hosts.Length == 0 ? []
                : desired.Where(one => !state.Live.ContainsKey(one.Key)
                    && one.Value is VirtualService { Gateways.IsEmpty: true } routes && routes.Hosts.Intersect(hosts).Any()))
            {
                check._old.Add(old.Key);
                check._new[one.Key] =
                    $"It would replace VirtualService {old.Key.Namespace}/{old.Key.Name} under another name, and lose its "
                    + $"age: {state.RoutedByOthers[hosts[0]]} would hold for '{hosts[0]}' then.";
            }
        }

        return check;
    }

    /// <summary>The decision about an object, which is not created where that would be such a new name.</summary>
    public Decision Of(Decision decision) => _new.TryGetValue(decision.Desired.Key, out string? message)
        ? decision with { Action = PlannedAction.Conflict, Message = message, Finding = Finding.RenamedBeside }
        : decision;

    /// <summary>What goes, without those that would have got another name.</summary>
    public PruneSelection Of(PruneSelection prune) => _old.Count == 0 ? prune : prune.Keeping(
        live => _old.Contains(live.Key) ? "Under another name it would lose its age." : null);

    /// <summary>The hosts of a VirtualService that callers everywhere in the mesh use; none of any other.</summary>
    public static IEnumerable<string> PublicHosts(JsonElement item)
    {
        if (!item.TryGetProperty("spec", out JsonElement spec) || spec.ValueKind != JsonValueKind.Object
            || (Texts(spec, "gateways") is { Count: > 0 } gateways && !gateways.Contains("mesh"))
            || (Texts(spec, "exportTo") is { Count: > 0 } scopes && !scopes.Contains("*")))
        {
            return [];
        }

        return Texts(spec, "hosts");
    }

    private static List<string> Texts(JsonElement spec, string field) =>
        spec.TryGetProperty(field, out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Where(text => text.ValueKind == JsonValueKind.String).Select(text => text.GetString()!)]
            : [];
}
