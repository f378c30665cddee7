using Mesh.Istio.Access.Groups;
using Mesh.Istio.Resources;

namespace Mesh.Istio.Access.Rights;

/// <summary>
/// Judges writes as API servers do that have the generated policies: first by the right on the kind, then by the rights on the groups of
/// what changes.
/// </summary>
/// <param name="map">The groups of fields.</param>
internal sealed class WriteJudge(FieldMap map)
{
    /// <summary>The verdict.</summary>
    /// <exception cref="ArgumentException">The kind is none that Mesh handles.</exception>
    public WriteVerdict Judge(RequesterRights rights, ObjectWrite write)
    {
        (string group, string resource) = ResourceOf(map, write.Kind);
        string full = write.Subresource.Length == 0 ? resource : $"{resource}/{write.Subresource}";
        ValueList<MissingRight> missing = [
            .. VerbsOf(write)
                .Select(verb => new AccessQuestion(verb, group, full, write.Namespace, NameOf(verb, write)))
                .Where(question => !rights.Allows(question))
                .Select(question => new MissingRight(question, []))];
        return !missing.IsEmpty || write.New is null || write.Subresource.Length > 0 || map.Find(write.Kind) is not { } fields
            ? new([], missing)
            : JudgeFields(rights, write, fields);
    }

    /// <summary>The verbs on the kind that a write needs.</summary>
    public static ValueList<string> VerbsOf(ObjectWrite write) => write.Method switch
    {
        WriteMethod.Create => ["create"],
        WriteMethod.Update => ["update"],
        WriteMethod.Patch => ["patch"],
        WriteMethod.Apply => write.Old is null ? ["patch", "create"] : ["patch"],
        WriteMethod.Delete => ["delete"],
        _ => ["deletecollection"],
    };

    private WriteVerdict JudgeFields(RequesterRights rights, ObjectWrite write, KindFields fields)
    {
        string verb = write.Old is null ? "create" : "update";
        if (rights.Allows(Question(FieldGroups.All)))
        {
            return new([], []);
        }

        ValueList<GroupedChange> changes = ObjectChanges.Between(map, fields, write.Old, write.New!.Value);
        return new(changes, [
            .. changes.GroupBy(change => change.Group, StringComparer.Ordinal)
                .Select(group => new MissingRight(Question(group.Key), [.. group]))
                .Where(right => !rights.Allows(right.Question))]);

        AccessQuestion Question(string group) =>
            new(verb, fields.ApiGroup, $"{fields.Resource}/{group}", write.Namespace, write.Name);
    }

    // A POST and a request for many objects name none, so that a role that is limited to names does not hold for them.
    private static string NameOf(string verb, ObjectWrite write) =>
        write.Method == WriteMethod.DeleteCollection || (verb == "create" && write.Method == WriteMethod.Create) ? "" : write.Name;

    /// <summary>The API group and plural name of a kind of the map, or of any other that Mesh handles.</summary>
    /// <exception cref="ArgumentException">The kind is neither.</exception>
    public static (string Group, string Resource) ResourceOf(FieldMap map, string kind) =>
        map.Find(kind) is { } fields ? (fields.ApiGroup, fields.Resource)
        : KindTable.Find(kind) is { } row ? (row.Group, row.Plural)
        : throw new ArgumentException($"Mesh has no kind '{kind}'.", nameof(kind));
}
