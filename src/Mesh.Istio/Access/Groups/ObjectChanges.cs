using System.Globalization;
using System.Text.Json;

namespace Mesh.Istio.Access.Groups;

/// <summary>
/// Finds every change between two states of an object, each with its group. It is the same rule that the generated policies say in CEL.
/// </summary>
/// <remarks>
/// Lists that are looked into are compared by index, because RBAC and CEL know no keys. What the map does not name belongs to <c>all</c>,
/// at every level that is looked into. Fields that are <c>null</c> are absent, as an API server stores them.
/// </remarks>
internal sealed class ObjectChanges
{
    private static readonly string[] TopLevel = ["apiVersion", "kind", "metadata", "spec", "status"];

    private readonly FieldMap _map;
    private readonly List<GroupedChange> _found = [];

    private ObjectChanges(FieldMap map) => _map = map;

    /// <summary>The changes.</summary>
    /// <param name="map">The groups.</param>
    /// <param name="kind">The kind of both.</param>
    /// <param name="old">What is there; null: nothing, and the object is created.</param>
    /// <param name="new">What is to be there.</param>
    public static ValueList<GroupedChange> Between(FieldMap map, KindFields kind, JsonElement? old, JsonElement @new)
    {
        var changes = new ObjectChanges(map);
        JsonElement? created = @new;
        foreach (string name in Names(created, old).Where(name => !TopLevel.Contains(name, StringComparer.Ordinal)))
        {
            changes.AddUnlessSame(FieldGroups.All, name, Field(created, name), Field(old, name));
        }

        if (old is null)
        {
            changes.Add(kind.Created, "spec");
        }

        changes.Metadata(Field(created, "metadata"), Field(old, "metadata"));
        changes.Spec(kind, Field(created, "spec"), Field(old, "spec"));
        return changes._found.ToValueList();
    }

    private void Metadata(JsonElement? now, JsonElement? old)
    {
        if (Managers(old).Contains(_map.Metadata.Manager) && !Managers(now).Contains(_map.Metadata.Manager))
        {
            Add(FieldGroups.All, "metadata.managedFields");
        }

        foreach (string name in Names(now, old))
        {
            if (name is "labels" or "annotations")
            {
                JsonElement? newMap = Field(now, name);
                JsonElement? oldMap = Field(old, name);
                foreach (string key in Names(newMap, oldMap))
                {
                    AddUnlessSame(_map.Metadata.GroupOf(key), $"metadata.{name}.{key}", Field(newMap, key), Field(oldMap, key));
                }
            }
            else if (!_map.Metadata.Ignored.Contains(name))
            {
                AddUnlessSame(FieldGroups.All, $"metadata.{name}", Field(now, name), Field(old, name));
            }
        }
    }

    private void Spec(KindFields kind, JsonElement? now, JsonElement? old)
    {
        int before = _found.Count;
        Parts(kind.Spec, "spec", now, old);

        // A difference that no field explains, such as an empty object where there was none, is nobody's.
        bool isExplained = _found.Count > before || _found.Contains(new(kind.Created, "spec"));
        if (!isExplained && !Same(now ?? Empty, old ?? Empty))
        {
            Add(FieldGroups.All, "spec");
        }
    }

    private static JsonElement Empty { get; } = JsonDocument.Parse("{}").RootElement;

    private void Parts(FieldNode.Parts parts, string path, JsonElement? now, JsonElement? old)
    {
        foreach (string name in Names(now, old))
        {
            JsonElement? newValue = Field(now, name);
            JsonElement? oldValue = Field(old, name);
            if (Same(newValue, oldValue))
            {
                continue;
            }

            string at = $"{path}.{name}";
            switch (parts.Fields.TryGetValue(name, out FieldNode? node) ? node : null)
            {
                case FieldNode.Parts inner when IsNothingBut(JsonValueKind.Object, newValue, oldValue):
                    if (inner.Presence is { } presence && newValue is null != oldValue is null)
                    {
                        Add(presence, at);
                    }

                    Parts(inner, at, newValue, oldValue);
                    break;
                case FieldNode.Items list when IsNothingBut(JsonValueKind.Array, newValue, oldValue):
                    Items(list, at, newValue, oldValue);
                    break;
                case FieldNode.Leaf leaf:
                    Add(leaf.Group, at);
                    break;
                default:
                    Add(FieldGroups.All, at);
                    break;
            }
        }
    }

    private void Items(FieldNode.Items list, string path, JsonElement? now, JsonElement? old)
    {
        JsonElement[] newItems = now is { } present ? [.. present.EnumerateArray()] : [];
        JsonElement[] oldItems = old is { } earlier ? [.. earlier.EnumerateArray()] : [];
        if (Math.Max(newItems.Length, oldItems.Length) > list.Longest)
        {
            Add(FieldGroups.All, path);
        }
        else if (newItems.Length != oldItems.Length)
        {
            Add(list.Structure, path);
        }

        for (int i = 0; i < Math.Min(list.Longest, Math.Max(newItems.Length, oldItems.Length)); i++)
        {
            JsonElement? newItem = i < newItems.Length ? newItems[i] : null;
            JsonElement? oldItem = i < oldItems.Length ? oldItems[i] : null;
            if (!Same(newItem, oldItem))
            {
                Parts(list.Item, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), newItem, oldItem);
            }
        }
    }

    private void AddUnlessSame(string group, string path, JsonElement? now, JsonElement? old)
    {
        if (!Same(now, old))
        {
            Add(group, path);
        }
    }

    private void Add(string group, string path) => _found.Add(new(group, path));

    private static bool IsNothingBut(JsonValueKind kind, JsonElement? now, JsonElement? old) =>
        (now is null || now.Value.ValueKind == kind) && (old is null || old.Value.ValueKind == kind);

    private static IEnumerable<string> Managers(JsonElement? metadata) =>
        Field(metadata, "managedFields") is { ValueKind: JsonValueKind.Array } entries
            ? entries.EnumerateArray().Select(entry => Field(entry, "manager") is { ValueKind: JsonValueKind.String } name
                ? name.GetString()! : "")
            : [];

    private static IEnumerable<string> Names(JsonElement? now, JsonElement? old) => Names(now).Union(Names(old), StringComparer.Ordinal);

    private static IEnumerable<string> Names(JsonElement? value) =>
        value is { ValueKind: JsonValueKind.Object } known ? known.EnumerateObject().Select(field => field.Name) : [];

    private static JsonElement? Field(JsonElement? value, string name) =>
        value is { ValueKind: JsonValueKind.Object } known && known.TryGetProperty(name, out JsonElement field)
            && field.ValueKind != JsonValueKind.Null ? field : null;

    private static bool Same(JsonElement? left, JsonElement? right)
    {
        if (left is not { } one || right is not { } other)
        {
            return left is null == right is null;
        }

        return JsonElement.DeepEquals(one, other) || (one.ValueKind == other.ValueKind && one.ValueKind switch
        {
            JsonValueKind.Object => Names(one, other).All(name => Same(Field(one, name), Field(other, name))),
            JsonValueKind.Array => one.GetArrayLength() == other.GetArrayLength()
                && one.EnumerateArray().Zip(other.EnumerateArray()).All(pair => Same(pair.First, pair.Second)),
            _ => false,
        });
    }
}
