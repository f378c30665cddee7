using System.Text.Json;
using System.Text.Json.Nodes;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Access.Rights;

namespace Mesh.Istio.Tests.Access;

/// <summary>A random object of a kind, a change of it, and somebody with random rights; each a function of the seed.</summary>
internal sealed class RandomWrite
{
    private static readonly string[] Labels = ["app", "istio.io/rev", "multicluster.mesh/path", "app.kubernetes.io/managed-by", "note"];
    private readonly Random _random;
    private readonly FieldMap _map;

    public RandomWrite(FieldMap map, int seed)
    {
        _random = new Random(seed);
        _map = map;
        KindFields kind = map.Kinds.Values.ElementAt(_random.Next(map.Kinds.Count));
        JsonObject? old = _random.Next(5) == 0 ? null : Object(kind);
        JsonObject @new = old is null ? Object(kind) : Changed(old, kind);
        Write = new(old is null ? WriteMethod.Create : WriteMethod.Update, kind.Kind, "shop", "one")
        {
            Old = old is null ? null : JsonDocument.Parse(old.ToJsonString()).RootElement,
            New = JsonDocument.Parse(@new.ToJsonString()).RootElement,
        };
        string[] groups = [.. kind.Groups.Where(group => group == FieldGroups.All ? _random.Next(12) == 0 : _random.Next(3) > 0)];
        var held = new GroupRights { Verbs = ["read", "create", "update"], Groups = [.. groups] };
        Rights = new([new([new(SubjectKind.Group, "team")], "shop", held.ToRules(map))], new Requester("ann", ["team"]));
    }

    public ObjectWrite Write { get; }

    public RequesterRights Rights { get; }

    private JsonObject Object(KindFields kind)
    {
        var made = new JsonObject { ["apiVersion"] = $"{kind.ApiGroup}/v1", ["kind"] = kind.Kind, ["metadata"] = Metadata() };
        if (_random.Next(12) > 0)
        {
            made["spec"] = Parts(kind.Spec);
        }

        return made;
    }

    private JsonObject Metadata()
    {
        var made = new JsonObject { ["name"] = "one", ["namespace"] = "shop", ["generation"] = _random.Next(3) };
        foreach (string field in (string[])["labels", "annotations"])
        {
            if (_random.Next(2) == 0)
            {
                made[field] = new JsonObject(Labels.Where(_ => _random.Next(3) == 0).Select(
                    label => KeyValuePair.Create(label, (JsonNode?)$"v{_random.Next(2)}")));
            }
        }

        if (_random.Next(8) == 0)
        {
            made["finalizers"] = new JsonArray("f");
        }

        if (_random.Next(4) == 0)
        {
            made["managedFields"] = new JsonArray(new JsonObject { ["manager"] = _random.Next(2) == 0 ? "mesh" : "kubectl" });
        }

        return made;
    }

    private JsonObject Parts(FieldNode.Parts parts)
    {
        var made = new JsonObject();
        foreach ((string name, FieldNode node) in parts.Fields)
        {
            if (_random.Next(3) == 0)
            {
                made[name] = Value(node);
            }
        }

        if (_random.Next(15) == 0)
        {
            made["future"] = _random.Next(2);
        }

        return made;
    }

    private JsonNode Value(FieldNode node) => node switch
    {
        FieldNode.Parts parts => Parts(parts),
        FieldNode.Items list => new JsonArray([.. Enumerable.Range(0, Length(list)).Select(_ => (JsonNode)Parts(list.Item))]),
        _ => _random.Next(4) switch
        {
            0 => $"t{_random.Next(3)}",
            1 => _random.Next(3),
            2 => new JsonArray("a", $"b{_random.Next(2)}"),
            _ => new JsonObject { ["x"] = _random.Next(2) },
        },
    };

    private int Length(FieldNode.Items list) => _random.Next(20) == 0 ? Math.Min(list.Longest, 40) + _random.Next(3) : _random.Next(4);

    private JsonObject Changed(JsonObject old, KindFields kind)
    {
        var made = (JsonObject)old.DeepClone();
        for (int i = _random.Next(3); i >= 0; i--)
        {
            if (_random.Next(4) == 0)
            {
                made["metadata"] = Metadata();
            }
            else if (made["spec"] is JsonObject spec)
            {
                Change(spec, kind.Spec);
            }
            else
            {
                made["spec"] = Parts(kind.Spec);
            }
        }

        return made;
    }

    private void Change(JsonObject holder, FieldNode.Parts parts)
    {
        (string name, FieldNode node) = parts.Fields.ElementAt(_random.Next(parts.Fields.Count));
        if (_random.Next(3) > 0 && holder[name] is JsonObject inner && node is FieldNode.Parts deeper)
        {
            Change(inner, deeper);
        }
        else if (_random.Next(3) > 0 && holder[name] is JsonArray { Count: > 0 } items && node is FieldNode.Items list)
        {
            Change((JsonObject)items[_random.Next(items.Count)]!, list.Item);
        }
        else if (_random.Next(3) == 0)
        {
            holder.Remove(name);
        }
        else
        {
            holder[name] = Value(node);
        }
    }
}
