using System.Globalization;

namespace Mesh.Istio.Access.Models;

/// <summary>
/// Finds every difference between two models, each with the right that it needs. The rule is that of API servers' policies, but what has a
/// name is found again by it instead of by its index.
/// </summary>
internal sealed class ModelChanges
{
    private readonly Dictionary<Type, FieldAccess[]> _fields = [];
    private readonly List<ModelChange> _found = [];

    private ModelChanges()
    {
    }

    public static List<ModelChange> Between(MeshModel before, MeshModel after)
    {
        var changes = new ModelChanges();
        changes.Node(ModelNode.Organization, before.Organization, after.Organization);
        return changes._found;
    }

    private void Node(ModelNode node, object? old, object? now)
    {
        if (ReferenceEquals(old, now) || now is Workspace { IsHeld: true })
        {
            return;
        }

        AccessVerb verb = old is null ? AccessVerb.Create : now is null ? AccessVerb.Delete : AccessVerb.Update;
        if (verb != AccessVerb.Update)
        {
            _found.Add(new(verb, node.Kind, node.Place, ModelFields.Created(node.Kind), node.Path)
            {
                Old = Name(old),
                New = Name(now),
                IsNewPlace = verb == AccessVerb.Create && node.IsPlace,
            });
        }

        var at = new FieldPlace(node, "", "", verb);
        foreach (FieldAccess field in FieldsOf((now ?? old)!.GetType()))
        {
            // Of something that is deleted only what is deleted with it needs a right.
            if (verb != AccessVerb.Delete || field.Field.Shape == ModelFieldShape.Nodes)
            {
                Compare(at.Below(field.Name), field, Get(field, old), Get(field, now));
            }
        }
    }

    private void Parts(FieldPlace at, object? old, object? now)
    {
        if ((now ?? old) is not { } either)
        {
            return;
        }

        if (old is null || now is null || old.GetType() == now.GetType())
        {
            foreach (FieldAccess field in FieldsOf(either.GetType()))
            {
                Compare(at.Below(field.Name), field, Get(field, old), Get(field, now));
            }

            return;
        }

        _found.Add(Change(at.Below("kind"), FieldGroup.Routing) with { Old = FieldAccess.KindOf(old), New = FieldAccess.KindOf(now) });
        FieldAccess[] oldFields = FieldsOf(old.GetType()), newFields = FieldsOf(now.GetType());
        foreach (FieldAccess field in newFields)
        {
            FieldAccess? same = Array.Find(oldFields, known => known.Name == field.Name);
            Compare(at.Below(field.Name), field, same is null ? null : Get(same, old), Get(field, now));
        }

        foreach (FieldAccess field in oldFields.Where(field => !Array.Exists(newFields, known => known.Name == field.Name)))
        {
            Compare(at.Below(field.Name), field, Get(field, old), null);
        }
    }

    private void Compare(FieldPlace at, FieldAccess access, object? old, object? now)
    {
        if (ReferenceEquals(old, now) || access.IsSame(old, now))
        {
            return;
        }

        int before = _found.Count;
        ModelField field = access.Field;
        switch (field.Shape)
        {
            case ModelFieldShape.Name:
                return;
            case ModelFieldShape.Nodes:
                Children(at, access, ModelNames.Elements(old), ModelNames.Elements(now));
                return;
            case ModelFieldShape.Parts:
                Parts(at, old, now);
                break;
            case ModelFieldShape.Items:
                Items(at, field.Group, ModelNames.Elements(old), ModelNames.Elements(now));
                break;
            case ModelFieldShape.Named:
                Named(at, field.Group, ModelNames.Elements(old), ModelNames.Elements(now));
                break;
        }

        // A leaf, or a difference that no field explains, such as an empty object where there was none.
        if (_found.Count == before)
        {
            _found.Add(Change(at, field.Group) with { Old = old, New = now, Type = access.Type });
        }
    }

    private void Items(FieldPlace at, FieldGroup structure, object[] old, object[] now)
    {
        if (old.Length != now.Length)
        {
            _found.Add(Change(at, structure) with { Old = Count(old), New = Count(now) });
        }

        for (int i = 0; i < Math.Max(old.Length, now.Length); i++)
        {
            object? oldItem = i < old.Length ? old[i] : null;
            object? newItem = i < now.Length ? now[i] : null;
            if (!Equals(oldItem, newItem))
            {
                Parts(at.Element(i.ToString(CultureInfo.InvariantCulture)), oldItem, newItem);
            }
        }
    }

    private void Named(FieldPlace at, FieldGroup structure, object[] old, object[] now)
    {
        foreach ((string name, object? oldItem, object? newItem) in ModelNames.Pairs(old, now))
        {
            if (oldItem is null || newItem is null)
            {
                _found.Add(Change(at.Element(name), structure) with { Old = Name(oldItem), New = Name(newItem) });
            }

            if (!Equals(oldItem, newItem))
            {
                Parts(at.Element(name), oldItem, newItem);
            }
        }

        Order(at, structure, old, now);
    }

    private void Children(FieldPlace at, FieldAccess access, object[] old, object[] now)
    {
        string kind = access.Field.Kind;
        foreach ((string name, object? oldItem, object? newItem) in ModelNames.Pairs(old, now))
        {
            if (kind is not (AccessKinds.AccessBinding or AccessKinds.Role))
            {
                Node(at.Node.Child(kind, access.Name, name), oldItem, newItem);
            }
            else if (!Equals(oldItem, newItem) && at.Verb != AccessVerb.Delete)
            {
                _found.Add(
                    new(AccessVerb.Bind, at.Node.Kind, at.Node.Place, FieldGroup.All,
                        ModelNode.Join(at.Node.Path, $"{access.Name}/{ModelPath.Part(name)}"))
                    {
                        Old = oldItem,
                        New = newItem,
                    });
            }
        }

        // The order of nodes means nothing, but for that of clusters: it ranks those that nothing else does.
        if (kind == AccessKinds.Cluster)
        {
            Order(at, FieldGroup.All, old, now);
        }
    }

    private void Order(FieldPlace at, FieldGroup structure, object[] old, object[] now)
    {
        string[] oldNames = [.. old.Select(ModelNames.Of)], newNames = [.. now.Select(ModelNames.Of)];
        var oldSet = oldNames.ToHashSet(StringComparer.Ordinal);
        var newSet = newNames.ToHashSet(StringComparer.Ordinal);
        if (!oldNames.Where(newSet.Contains).SequenceEqual(newNames.Where(oldSet.Contains), StringComparer.Ordinal))
        {
            _found.Add(Change(at, structure) with { Old = string.Join(", ", oldNames), New = string.Join(", ", newNames) });
        }
    }

    private FieldAccess[] FieldsOf(Type type)
    {
        if (!_fields.TryGetValue(type, out FieldAccess[]? fields))
        {
            fields = FieldAccess.Of(type);
            _fields.Add(type, fields);
        }

        return fields;
    }

    private static ModelChange Change(FieldPlace at, FieldGroup group) =>
        new(at.Verb, at.Node.Kind, at.Node.Place, group, ModelNode.Join(at.Node.Path, at.Path))
        {
            Field = at.Field,
            IsNewPlace = at.Verb == AccessVerb.Create && at.Node.IsPlace,
        };

    private static object? Get(FieldAccess field, object? value) => value is null ? null : field.Get(value);

    private static string? Name(object? value) => value is null ? null : ModelNames.Of(value);

    private static string Count(object[] list) => list.Length == 1 ? "1 element"
        : string.Create(CultureInfo.InvariantCulture, $"{list.Length} elements");
}
