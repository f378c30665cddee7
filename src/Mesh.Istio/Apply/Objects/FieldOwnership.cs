using System.Text.Json;
using Mesh.Istio.Apply.Adoption;

namespace Mesh.Istio.Apply.Objects;

/// <summary>
/// Finds from what a list returned whether applying an object would write nothing, without asking the API server: the manager owns exactly
/// the desired fields, with the desired values.
/// </summary>
/// <remarks>
/// Restates what server-side apply does (structured-merge-diff v4, recorded from kube-apiserver 1.35): a field that the manager owned and
/// leaves out is removed, a field that it does not own yet is taken, another <c>apiVersion</c> is a write, keys have no order, list items
/// have one. Where in doubt it says that something would be written; applying then finds out.
/// </remarks>
internal static class FieldOwnership
{
    public static bool IsNoOp(JsonElement wanted, JsonElement live, string manager)
    {
        try
        {
            return IsOwnedAsWanted(wanted, live, manager);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or JsonException)
        {
            // Fields that are no set of fields are in doubt too.
            return false;
        }
    }

    private static bool IsOwnedAsWanted(JsonElement wanted, JsonElement live, string manager)
    {
        if (Find(live, manager) is not { } entry || !wanted.TryGetProperty("apiVersion", out JsonElement version)
            || !Text(entry, "apiVersion", version.GetString())
            || !entry.TryGetProperty("fieldsV1", out JsonElement fields))
        {
            return false;
        }

        return IsOwned(wanted, live, fields, ["apiVersion", "kind", "metadata"])
            && (wanted.TryGetProperty("metadata", out JsonElement metadata), fields.TryGetProperty(
                "f:metadata", out JsonElement owned)) switch
            {
                (true, true) => IsOwned(metadata, live.GetProperty("metadata"), owned, ["name", "namespace"]),
                (true, false) => metadata.EnumerateObject().All(property => property.Name is "name" or "namespace"),
                (false, var hasOwned) => !hasOwned,
            };
    }

    /// <summary>Whether the manager applied the object, whatever of it.</summary>
    public static bool IsManagedBy(JsonElement live, string manager) => Find(live, manager) is not null;

    /// <summary>Whether the manager owns a field by what it applied, alone or with what is around it.</summary>
    public static bool Owns(JsonElement live, string manager, string path) => Find(live, manager) is { } entry && Covers(entry, path);

    /// <summary>Whether somebody else than the manager's applies owns a field.</summary>
    public static bool OthersOwn(JsonElement live, string manager, string path) => Entries(live).Any(entry =>
        entry.ValueKind == JsonValueKind.Object && !entry.TryGetProperty("subresource", out _)
        && !(Text(entry, "manager", manager) && Text(entry, "operation", "Apply")) && Covers(entry, path));

    /// <summary>The names of all who own a field of the object's own part, in the order of the entries.</summary>
    public static ValueList<string> Managers(JsonElement live) =>
        Entries(live)
            .Where(entry => entry.ValueKind == JsonValueKind.Object && !entry.TryGetProperty("subresource", out _))
            .Select(entry => entry.TryGetProperty("manager", out JsonElement name) && name.ValueKind == JsonValueKind.String
                ? name.GetString()! : "")
            .Where(name => name.Length > 0)
            .Distinct(StringComparer.Ordinal)
            .ToValueList();

    private static bool Covers(JsonElement entry, string path)
    {
        if (!entry.TryGetProperty("fieldsV1", out JsonElement fields) || fields.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        foreach (string name in FieldPlace.Names(path))
        {
            if (!fields.TryGetProperty($"f:{name}", out fields) || fields.ValueKind != JsonValueKind.Object)
            {
                return false;
            }

            if (IsLeaf(fields))
            {
                return true;
            }
        }

        return true;
    }

    private static bool IsOwned(JsonElement wanted, JsonElement live, JsonElement fields, ReadOnlySpan<string> leftOut)
    {
        foreach (JsonProperty property in wanted.EnumerateObject())
        {
            if (leftOut.Contains(property.Name))
            {
                continue;
            }

            if (!fields.TryGetProperty($"f:{property.Name}", out JsonElement owned)
                || !live.TryGetProperty(property.Name, out JsonElement value) || !IsOwned(property.Value, value, owned))
            {
                return false;
            }
        }

        foreach (JsonProperty owned in fields.EnumerateObject())
        {
            if (owned.Name.StartsWith("f:", StringComparison.Ordinal) && !leftOut.Contains(owned.Name[2..])
                && !wanted.TryGetProperty(owned.Name[2..], out _))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsOwned(JsonElement wanted, JsonElement live, JsonElement fields)
    {
        if (IsLeaf(fields))
        {
            // An empty map is owned as such; what others have put into it stays.
            return IsEmptyMap(wanted) ? live.ValueKind == JsonValueKind.Object : JsonElement.DeepEquals(wanted, live);
        }

        return (wanted.ValueKind, live.ValueKind) switch
        {
            (JsonValueKind.Object, JsonValueKind.Object) => IsOwned(wanted, live, fields, []),
            (JsonValueKind.Array, JsonValueKind.Array) => AreItemsOwned(wanted, live, fields),
            _ => false,
        };
    }

    // A list with keys (ServiceEntry.spec.ports): every item is owned for itself, and ours must stand in our order among those of others.
    private static bool AreItemsOwned(JsonElement wanted, JsonElement live, JsonElement fields)
    {
        if (fields.EnumerateObject().Any(owned => owned.Name.StartsWith("v:", StringComparison.Ordinal)))
        {
            return AreValuesOwned(wanted, live, fields);
        }

        int keys = fields.EnumerateObject().Count(owned => owned.Name.StartsWith("k:", StringComparison.Ordinal));
        if (keys != wanted.GetArrayLength())
        {
            return false;
        }

        int after = -1;
        foreach (JsonElement item in wanted.EnumerateArray())
        {
            if (KeyOf(item, fields) is not var (key, owned))
            {
                return false;
            }

            int index = IndexOf(live, key);
            if (index <= after || !IsOwned(item, live[index], owned))
            {
                return false;
            }

            after = index;
        }

        return true;
    }

    // A set (validationActions of a policy's binding): every value is owned for itself.
    private static bool AreValuesOwned(JsonElement wanted, JsonElement live, JsonElement fields)
    {
        string[] owned = [.. fields.EnumerateObject().Select(one => one.Name).Where(
            name => name.StartsWith("v:", StringComparison.Ordinal)).Select(name => name[2..])];
        return owned.Length == wanted.GetArrayLength() && wanted.EnumerateArray().All(item =>
            owned.Contains(item.GetRawText(), StringComparer.Ordinal)
            && live.EnumerateArray().Any(value => JsonElement.DeepEquals(item, value)));
    }

    private static (JsonElement Key, JsonElement Owned)? KeyOf(JsonElement item, JsonElement fields)
    {
        foreach (JsonProperty owned in fields.EnumerateObject().Where(owned => owned.Name.StartsWith("k:", StringComparison.Ordinal)))
        {
            using var parsed = JsonDocument.Parse(owned.Name.AsMemory(2));
            if (HasKey(item, parsed.RootElement))
            {
                return (parsed.RootElement.Clone(), owned.Value);
            }
        }

        return null;
    }

    private static int IndexOf(JsonElement list, JsonElement key)
    {
        int index = 0;
        foreach (JsonElement item in list.EnumerateArray())
        {
            if (HasKey(item, key))
            {
                return index;
            }

            index++;
        }

        return -1;
    }

    private static bool HasKey(JsonElement item, JsonElement key) =>
        item.ValueKind == JsonValueKind.Object
        && key.EnumerateObject().All(
            part => item.TryGetProperty(part.Name, out JsonElement value) && JsonElement.DeepEquals(part.Value, value));

    private static bool IsLeaf(JsonElement fields) => fields.EnumerateObject().All(owned => owned.Name == ".");

    private static bool IsEmptyMap(JsonElement value) => value.ValueKind == JsonValueKind.Object && !value.EnumerateObject().Any();

    private static JsonElement? Find(JsonElement live, string manager)
    {
        foreach (JsonElement entry in Entries(live))
        {
            if (entry.ValueKind == JsonValueKind.Object && Text(entry, "manager", manager) && Text(entry, "operation", "Apply")
                && !entry.TryGetProperty("subresource", out _))
            {
                return entry;
            }
        }

        return null;
    }

    private static IEnumerable<JsonElement> Entries(JsonElement live) =>
        live.TryGetProperty("metadata", out JsonElement metadata) && metadata.ValueKind == JsonValueKind.Object
            && metadata.TryGetProperty("managedFields", out JsonElement entries) && entries.ValueKind == JsonValueKind.Array
            ? entries.EnumerateArray()
            : Enumerable.Empty<JsonElement>();

    private static bool Text(JsonElement entry, string name, string? expected) =>
        entry.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() == expected;
}
