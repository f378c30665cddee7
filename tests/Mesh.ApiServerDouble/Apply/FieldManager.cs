using System.Text.Json.Nodes;
using Mesh.ApiServerDouble.Json;
using Mesh.ApiServerDouble.Schemas;

namespace Mesh.ApiServerDouble.Apply;

/// <summary>Who owns which field after an apply or another write; the rules of structured merge.</summary>
internal sealed class FieldManager(Schema schema, string apiVersion, string subresource, string now, IReadOnlyList<string> resetFields)
{
    private const string BeforeFirstApply = "before-first-apply";

    private static readonly string[] IdentityOfMetadata =
        [
            "f:name", "f:namespace", "f:creationTimestamp", "f:selfLink", "f:uid", "f:clusterName", "f:generation", "f:managedFields",
            "f:resourceVersion"];

    /// <summary>
    /// Applies a configuration. Trees come and go without managedFields; the empty object of the kind is null when the apply creates.
    /// </summary>
    /// <exception cref="FieldConflictException">Others own fields with other values and force is off.</exception>
    public (JsonObject Content, List<ManagedEntry> Entries) Apply(
        JsonObject live, List<ManagedEntry> entries, JsonObject config, string manager, bool force, JsonObject? empty)
    {
        bool created = empty is null;
        if (entries.Count == 0 && empty is not null)
        {
            ManagedEntry former = new(
                BeforeFirstApply, ManagedEntry.Update, apiVersion, "", now, Strip(FieldComparison.Between(empty, live, schema).Added));
            entries = [former];
        }

        ManagedEntry self = new(manager, ManagedEntry.Apply, apiVersion, subresource, null, Strip(FieldCollector.Collect(config, schema)));
        ManagedEntry? last = entries.Find(self.IsOf);
        List<ManagedEntry> others = [.. entries.Where(entry => entry != last)];
        JsonObject merged = FieldMerge.Merge(live, WithoutReset(config), schema);
        if (last is not null)
        {
            // The identity counts as applied here, so that metadata itself is never pruned.
            FieldSet owned = others.Aggregate(FieldCollector.Collect(config, schema), (all, entry) => all.Union(entry.Fields));
            FieldPruning.Prune(merged, schema, last.Fields, owned);
        }

        FieldComparison changes = FieldComparison.Between(live, merged, schema);
        FieldSet touched = changes.Modified.Union(changes.Added);
        List<(ManagedEntry Owner, FieldSet Fields)> conflicts =
            [.. others.Select(entry => (entry, entry.Fields.Intersect(touched))).Where(conflict => !conflict.Item2.IsEmpty)];
        if (conflicts.Count > 0 && !force)
        {
            throw new FieldConflictException([.. conflicts
                .OrderBy(conflict => conflict.Owner.Manager, StringComparer.Ordinal)
                .SelectMany(conflict => conflict.Fields.Paths().Select(path => (conflict.Owner.Display, path)))]);
        }

        bool changed = created || !JsonValues.Same(live, merged);
        List<ManagedEntry> result = Released(others, touched, changes.Removed);
        if (!self.Fields.IsEmpty)
        {
            result.Add(self with { Time = changed ? now : last?.Time });
        }

        return (merged, result);
    }

    /// <summary>Ownership after a write that is no apply: what it changed is the manager's now.</summary>
    public List<ManagedEntry> Update(JsonObject before, JsonObject after, List<ManagedEntry> entries, string manager)
    {
        FieldComparison changes = FieldComparison.Between(before, after, schema);
        FieldSet touched = changes.Modified.Union(changes.Added);
        List<ManagedEntry> result = Released(entries, touched, changes.Removed);
        FieldSet taken = Strip(touched);
        if (taken.IsEmpty)
        {
            return [.. result.Where(entry => !entry.Fields.IsEmpty)];
        }

        ManagedEntry self = new(manager, ManagedEntry.Update, apiVersion, subresource, now, taken);
        ManagedEntry? former = result.Find(self.IsOf);
        result.RemoveAll(self.IsOf);
        result.Add(former is null ? self : self with { Fields = taken.Union(former.Fields) });
        return [.. result.Where(entry => !entry.Fields.IsEmpty)];
    }

    private static List<ManagedEntry> Released(IEnumerable<ManagedEntry> entries, FieldSet touched, FieldSet removed) =>
        [
            .. entries.Select(
                entry => entry with { Fields = entry.Fields.Minus(touched).Minus(removed) }).Where(entry => !entry.Fields.IsEmpty)];

    private JsonObject WithoutReset(JsonObject config)
    {
        JsonObject result = config.Copy();
        foreach (string name in resetFields)
        {
            result.Remove(name);
        }

        return result;
    }

    private FieldSet Strip(FieldSet fields)
    {
        FieldSet metadata = IdentityOfMetadata.Aggregate(fields.Below("f:metadata") ?? FieldSet.Empty, (set, name) => set.Without(name));
        FieldSet result = fields.Without("f:apiVersion").Without("f:kind").Without("f:metadata").WithBelow("f:metadata", metadata);
        return resetFields.Aggregate(result, (set, name) => set.Without(FieldPath.Field(name)));
    }
}
