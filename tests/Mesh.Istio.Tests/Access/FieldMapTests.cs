using Mesh.ApiServerDouble.Schemas;
using Mesh.Istio.Access.Groups;
using Mesh.Istio.Resources;
using Mesh.Istio.Tests.Crds;

namespace Mesh.Istio.Tests.Access;

/// <summary>Every field of every kind has a group, and no group is of a field that does not exist.</summary>
public class FieldMapTests
{
    // Istio's CRDs know the second spelling of some fields.
    private static readonly string[] Spellings = ["mirror_percent"];

    [Fact]
    public void Every_kind_that_can_be_in_a_set_has_a_row() => Assert.Equal(
        KindTable.Istio.Select(kind => kind.Kind).Order(StringComparer.Ordinal),
        FieldMap.Default.Kinds.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_field_of_the_CRDs_has_a_group_and_no_other_has_one()
    {
        CrdCatalog[] catalogs = [.. CrdCatalog.Versions.Select(CrdCatalog.Load)];
        var wrong = new List<string>();
        foreach (KindFields kind in FieldMap.Default.Kinds.Values)
        {
            Schema[] specs = [.. catalogs.Select(one => one.Schema($"{kind.ApiGroup}/v1", kind.Kind).Member("spec")!)];
            Walk($"{kind.Kind} spec", kind.Spec, specs, wrong);
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_group_is_one_that_roles_can_name() => Assert.Empty(
        FieldMap.Default.Kinds.Values.SelectMany(kind => kind.Groups).Except(
        [
            FieldGroups.Certificates, FieldGroups.Tls, FieldGroups.Routing, FieldGroups.Hosts, FieldGroups.Resilience,
            FieldGroups.Authorization, FieldGroups.Metadata, FieldGroups.All,
        ]));

    private static void Walk(string path, FieldNode.Parts parts, Schema[] schemas, List<string> wrong)
    {
        HashSet<string> known = [.. schemas.SelectMany(schema => schema.Properties.Keys)];
        wrong.AddRange(known.Where(name => !parts.Fields.ContainsKey(name)).Select(name => $"{path}.{name} has no group"));
        foreach ((string name, FieldNode field) in parts.Fields)
        {
            Schema[] below = [.. schemas.Select(schema => schema.Properties.GetValueOrDefault(name)).OfType<Schema>()];
            if (below.Length == 0)
            {
                wrong.AddRange(Spellings.Contains(name) ? [] : [$"{path}.{name} does not exist"]);
            }
            else if (field is FieldNode.Parts inner)
            {
                Walk($"{path}.{name}", inner, below, wrong);
            }
            else if (field is FieldNode.Items list)
            {
                Walk($"{path}.{name}[]", list.Item, [.. below.Select(schema => schema.Items!)], wrong);
            }
        }
    }
}
