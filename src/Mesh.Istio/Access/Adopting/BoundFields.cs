using System.Text.Json;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Holding;
using Mesh.Istio.Apply;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Access.Adopting;

/// <summary>The fields whose groups a model gives to somebody. What was worked out once is not worked out again.</summary>
internal sealed class BoundFields(MeshModel model) : IFieldAdoption
{
    private readonly HeldRoles _roles = new(model);
    private readonly ObjectPlaces _places = new(model);
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Place, string Kind), HashSet<string>> _groups = [];

    public ValueList<AdoptedField> Find(string cluster, IstioObject desired, JsonElement live)
    {
        if (FieldMap.Default.Find(desired.Kind) is not { } kind || GroupsOf(cluster, desired) is not { Count: > 0 } groups)
        {
            return [];
        }

        using var wanted = JsonDocument.Parse(desired.ToUtf8Json());
        return LiveDifferences.Of(kind, groups, Spec(wanted.RootElement), Spec(live), new ModelAdvice(desired));
    }

    // In shared namespaces only Mesh writes.
    private HashSet<string> GroupsOf(string cluster, IstioObject desired)
    {
        lock (_gate)
        {
            string place = _places.OwnerOf(cluster, desired.Metadata.Namespace ?? "");
            if (!_groups.TryGetValue((place, desired.Kind), out HashSet<string>? groups))
            {
                groups = place.Length == 0 ? [] : [
                    .. HeldRoles.Upwards(place).SelectMany(_roles.In).SelectMany(held => held.Role?.Rules ?? [])
                        .Where(rule => rule.Verbs.Contains(AccessVerb.Update)
                            && (rule.Kinds.IsEmpty || rule.Kinds.Contains(desired.Kind)))
                        .SelectMany(rule => rule.Groups).Where(group => group != FieldGroup.All).Select(AccessText.Word)];
                _groups.Add((place, desired.Kind), groups);
            }

            return groups;
        }
    }

    private static JsonElement? Spec(JsonElement value) => value.TryGetProperty("spec", out JsonElement spec) ? spec : null;
}
