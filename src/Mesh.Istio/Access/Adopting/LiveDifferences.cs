using System.Globalization;
using System.Text.Json;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Apply;

namespace Mesh.Istio.Access.Adopting;

/// <summary>
/// Finds the fields of certain groups in which a live object differs from what is desired. Elements of lists are the same by their names,
/// not by their places: a server that comes first must not get the certificate of the one that was first before.
/// </summary>
internal sealed class LiveDifferences
{
    private readonly IReadOnlySet<string> _groups;
    private readonly ModelAdvice _advice;
    private readonly List<AdoptedField> _found = [];

    private LiveDifferences(IReadOnlySet<string> groups, ModelAdvice advice) => (_groups, _advice) = (groups, advice);

    public static ValueList<AdoptedField> Of(
        KindFields kind, IReadOnlySet<string> groups, JsonElement? desired, JsonElement? live, ModelAdvice advice)
    {
        var differences = new LiveDifferences(groups, advice);
        differences.Parts(kind.Spec, "spec", "spec", desired, live);
        return differences._found.ToValueList();
    }

    private void Parts(FieldNode.Parts parts, string path, string identity, JsonElement? desired, JsonElement? live)
    {
        foreach ((string name, FieldNode node) in parts.Fields)
        {
            JsonElement? wanted = Field(desired, name), found = Field(live, name);
            if (IsSame(wanted, found))
            {
                continue;
            }

            (string at, string called) = ($"{path}.{name}", $"{identity}.{name}");
            switch (node)
            {
                case FieldNode.Leaf leaf when _groups.Contains(leaf.Group):
                    Add(at, called, wanted, found);
                    break;
                case FieldNode.Parts inner when IsNothingBut(JsonValueKind.Object, wanted, found):
                    Object(inner, at, called, wanted, found);
                    break;
                case FieldNode.Items list when IsNothingBut(JsonValueKind.Array, wanted, found):
                    Items(list, at, called, wanted, found);
                    break;
            }
        }
    }

    private void Object(FieldNode.Parts inner, string path, string identity, JsonElement? desired, JsonElement? live)
    {
        if (desired is null || live is null)
        {
            // It comes or goes as a whole, with all that is in it.
            if (IsAllOurs(inner, desired) && IsAllOurs(inner, live))
            {
                Add(path, identity, desired, live);
            }

            return;
        }

        Parts(inner, path, identity, desired, live);
    }

    private void Items(FieldNode.Items list, string path, string identity, JsonElement? desired, JsonElement? live)
    {
        JsonElement[] wanted = desired is { } one ? [.. one.EnumerateArray()] : [];
        JsonElement[] found = live is { } other ? [.. other.EnumerateArray()] : [];
        if (Math.Max(wanted.Length, found.Length) > list.Longest)
        {
            return;
        }

        if (wanted.Length != found.Length && _groups.Contains(list.Structure) && IsAllOurs(list, desired) && IsAllOurs(list, live))
        {
            Add(path, identity, desired, live);
            return;
        }

        ILookup<string, JsonElement> byName = found.ToLookup(NameOf, StringComparer.Ordinal);
        ILookup<string, JsonElement> names = wanted.ToLookup(NameOf, StringComparer.Ordinal);
        for (int i = 0; i < wanted.Length; i++)
        {
            string name = NameOf(wanted[i]);
            string at = string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]");
            if (name.Length > 0 && names[name].Count() == 1 && byName[name].Count() == 1)
            {
                Parts(list.Item, at, $"{identity}[{name}]", wanted[i], byName[name].Single());
            }
            else if (name.Length == 0 && wanted.Length == found.Length && IsSameElse(list.Item, wanted[i], found[i]))
            {
                Parts(list.Item, at, string.Create(CultureInfo.InvariantCulture, $"{identity}[{i}]"), wanted[i], found[i]);
            }
        }
    }

    private void Add(string path, string identity, JsonElement? desired, JsonElement? live) =>
        _found.Add(new AdoptedField(path, live?.GetRawText(), desired?.GetRawText())
        {
            Identity = identity,
            Help = _advice.For(identity, live?.GetRawText()),
        });

    // Without a name, an element is known by everything else that it says.
    private bool IsSameElse(FieldNode.Parts parts, JsonElement desired, JsonElement live) =>
        desired.ValueKind == JsonValueKind.Object && live.ValueKind == JsonValueKind.Object && desired.EnumerateObject()
        .Concat(live.EnumerateObject()).Select(field => field.Name).Distinct(StringComparer.Ordinal)
        .All(name => IsSame(Field(desired, name), Field(live, name))
            || (parts.Fields.TryGetValue(name, out FieldNode? node)
                && IsAllOurs(node, Field(desired, name)) && IsAllOurs(node, Field(live, name))));

    // What an element is called: by itself, or by its port.
    private static string NameOf(JsonElement item) =>
        Field(item, "name") is { ValueKind: JsonValueKind.String } name ? name.GetString()!
        : Field(item, "port") is not { } port ? ""
        : Field(port, "name") is { ValueKind: JsonValueKind.String } of ? of.GetString()!
        : Field(port, "number") is { } number ? number.GetRawText() : "";

    // Whether all that is in a value belongs to the groups; what nobody knows belongs to none of them.
    private bool IsAllOurs(FieldNode? node, JsonElement? value) => value is not { } known || (node, known.ValueKind) switch
    {
        (FieldNode.Leaf leaf, _) => _groups.Contains(leaf.Group),
        (FieldNode.Parts parts, JsonValueKind.Object) => (parts.Presence is null || _groups.Contains(parts.Presence))
            && known.EnumerateObject().All(field => IsAllOurs(parts.Fields.GetValueOrDefault(field.Name), field.Value)),
        (FieldNode.Items list, JsonValueKind.Array) => _groups.Contains(list.Structure) && known.GetArrayLength() <= list.Longest
            && known.EnumerateArray().All(item => IsAllOurs(list.Item, item)),
        _ => false,
    };

    private static bool IsNothingBut(JsonValueKind kind, JsonElement? desired, JsonElement? live) =>
        (desired is null || desired.Value.ValueKind == kind) && (live is null || live.Value.ValueKind == kind);

    private static JsonElement? Field(JsonElement? value, string name) =>
        value is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out JsonElement field)
            && field.ValueKind != JsonValueKind.Null ? field : null;

    private static bool IsSame(JsonElement? left, JsonElement? right) =>
        left is { } one && right is { } other ? JsonElement.DeepEquals(one, other) : left is null == right is null;
}
